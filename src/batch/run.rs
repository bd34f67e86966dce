//! All cases, on all cores, in the order of the input.
//!
//! Work is dealt out in turns: piece 0 to the first thread, piece 1 to the second, and round again; and results are
//! fetched in the same turns. The order is therefore that of the input however many threads there are, nothing has to be
//! sorted or held back, and each thread has at most three pieces in hand.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::input::{Input, Record, RowFormat, Understanding};
use super::judge::{Call, Judge};
use super::output;
use super::row::Row;
use crate::advice::Verdict;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::rules::{Pack, PackFiles};

/// Most cases of a piece.
const MOST_RECORDS: usize = 64;
/// A piece is not added to once it has this many bytes of rows.
const MOST_BYTES: u64 = 256 * 1024;
/// Most cases with errors whose problems a piece brings along to be shown. All are in the result.
pub const MOST_SHOWN: usize = 20;

/// A piece of the result, made of consecutive cases.
#[derive(Default)]
pub struct Piece {
    /// Its rows.
    pub bytes: Vec<u8>,
    /// How much of the input it covers, in the unit of [`Input::size`].
    pub input: u64,
    /// How many cases were judged.
    pub judged: usize,
    /// How many of them cannot be judged until more is known.
    pub cannot_judge: usize,
    /// How many have errors.
    pub failed: usize,
    /// How many have warnings.
    pub warned: usize,
    /// The problems of the first cases that have errors.
    pub problems: Vec<Diagnostics>,
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// With the next piece.
    On,
    /// No more is wanted.
    Stop,
}

/// How a run is made.
pub struct Plan<'p> {
    /// The rules.
    pub files: &'p PackFiles,
    /// What the call asks of each case.
    pub call: &'p Call<'p>,
    /// The format of the result.
    pub format: RowFormat,
    /// How many threads judge.
    pub threads: usize,
}

/// Judges every case of an input and hands over the result piece by piece, in order.
///
/// # Errors
/// The input cannot be read to its end; what came before has been handed over.
pub fn run(mut input: Input, plan: &Plan<'_>, mut receive: impl FnMut(Piece) -> Flow) -> Result<(), Diagnostic> {
    let (name, understanding) = (input.name.clone(), Arc::clone(&input.understanding));
    thread::scope(|scope| {
        let mut inboxes = Vec::new();
        let mut outboxes = Vec::new();
        for _ in 0..plan.threads.max(1) {
            let (inbox, records) = sync_channel::<Vec<Record>>(1);
            let (results, outbox) = sync_channel::<Piece>(1);
            inboxes.push(inbox);
            outboxes.push(outbox);
            let (name, understanding) = (name.as_str(), &*understanding);
            scope.spawn(move || work(name, understanding, plan, &records, &results));
        }
        let reader = scope.spawn(move || deal(&mut input, &inboxes));
        // A piece that does not come is the end: there was nothing more to deal.
        for outbox in outboxes.iter().cycle() {
            let Ok(piece) = outbox.recv() else { break };
            if receive(piece) == Flow::Stop {
                break;
            }
        }
        drop(outboxes);
        reader.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })
}

/// Deals pieces of the input to the threads in turns, until it ends or nobody takes them.
fn deal(input: &mut Input, inboxes: &[SyncSender<Vec<Record>>]) -> Result<(), Diagnostic> {
    for inbox in inboxes.iter().cycle() {
        let mut records = Vec::new();
        let mut size = 0;
        let mut end = Ok(false);
        while records.len() < MOST_RECORDS && size < MOST_BYTES {
            match input.next_record() {
                Ok(Some(record)) => {
                    size += record.size();
                    records.push(record);
                }
                Ok(None) => {
                    end = Ok(true);
                    break;
                }
                Err(problem) => {
                    end = Err(problem);
                    break;
                }
            }
        }
        let nobody = !records.is_empty() && inbox.send(records).is_err();
        if end? || nobody {
            break;
        }
    }
    Ok(())
}

/// Judges what comes, until no more comes or nobody wants the results.
fn work(
    name: &str,
    understanding: &Understanding,
    plan: &Plan<'_>,
    records: &Receiver<Vec<Record>>,
    results: &SyncSender<Piece>,
) {
    let mut judge: Option<Judge<'_>> = None;
    while let Ok(records) = records.recv() {
        // The pack was loaded once before the run began, so it loads; and only by threads that have something to do.
        if judge.is_none() {
            judge = Pack::load(plan.files).ok().map(|(pack, _)| Judge::new(pack, plan.call));
        }
        let Some(judge) = &mut judge else { return };
        let mut piece = Piece::default();
        for record in &records {
            piece.add(judge, name, understanding, record, plan.format);
        }
        if results.send(piece).is_err() {
            return;
        }
    }
}

impl Piece {
    fn add(
        &mut self,
        judge: &mut Judge<'_>,
        name: &str,
        understanding: &Understanding,
        record: &Record,
        format: RowFormat,
    ) {
        let judged = judge.judge(name, understanding, record);
        output::write(&mut self.bytes, &Row::new(&judged, judge.call().changed, judge.pack()), format);
        self.input += record.size();
        self.warned += usize::from(!judged.remarks.is_empty());
        match judged.outcome {
            Ok((advice, _)) => {
                self.judged += 1;
                self.cannot_judge += usize::from(advice.verdict == Verdict::KanInteBedomas);
            }
            Err(problems) => {
                self.failed += 1;
                if self.problems.len() < MOST_SHOWN {
                    self.problems.push(problems);
                }
            }
        }
    }
}
