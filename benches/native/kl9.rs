// The 306 conditions of the rule pack `kl9` as Rust, to measure decision tables against compiled code.
// Written by `cargo bench --bench speed -- --regenerate`; do not edit. The benchmark refuses to run when the
// rules have changed since. Conditions: 85956abf8b29e5dd.

#[derive(Clone, Copy)]
pub struct Facts {
    pub syfte: u32,
    pub uppgift: u32,
    pub omfattning: u8,
    pub beslut_hos: u8,
    pub tillgangar: u8,
    pub myndighetsutovning: u8,
    pub parter_slag: u32,
    pub antal_parter: i64,
    pub varaktighet: u8,
    pub uttrade_manader: u8,
    pub jav_lage: u32,
    pub minsta_invanare: i64,
    pub storleksskillnad: u8,
    pub uppgift_gemensam: bool,
    pub region_samma_lan: bool,
    pub uppgifter_fran_bada: bool,
    pub vard_ar_region: bool,
    pub nya_medlemmar: bool,
    pub befintlig_form: u8,
    pub koparen_har_uppgiften: bool,
    pub utforaren_har_uppgiften: bool,
    pub politisk_insyn: u8,
    pub forvaltning: u8,
    pub vardkommun_klar: bool,
    pub personal_flyttar: bool,
    pub avstand_langt: bool,
    pub foreskrifter: u8,
    pub fullmaktigefraga: bool,
    pub dubbelanstallning: bool,
    pub drift_foljer_med: bool,
    pub tillsyn_foljer_med: bool,
    pub vard_driver_tillsynad: bool,
    pub samlad_forvaltning: bool,
    pub racker_egen_omorganisation: bool,
    pub omsesidighet: u8,
    pub ersattning: u8,
    pub service_pa_marknad: bool,
    pub oppen_marknad_andel: i64,
    pub privat_gynnas: bool,
    pub avtalsvarde_kr: i64,
    pub kop_utover: bool,
    pub bara_inkop: bool,
    pub ansvar_over: bool,
    pub delegat: u32,
    pub delegat_amnen: u32,
    pub vidaredelegering: bool,
    pub sekretess: bool,
    pub avtal_storre_vikt: bool,
    pub lagkravd_namnd: bool,
    pub of_organ: u8,
    pub of_behalla_politisk: bool,
    pub of_kostnad_stf: i64,
    pub of_forvaltarenhet: bool,
    pub of_annan_uppgift: bool,
    pub of_samma_system: bool,
    pub kommunal_angelagenhet: bool,
    pub styrelsefunktion: bool,
    pub hojd_beredskap: bool,
    pub detaljplan: bool,
    pub undervisning: bool,
    pub delat_kollektivansvar: bool,
    pub finsam: bool,
    pub start_om_manader: i64,
    pub mandatskifte: bool,
    pub manga_samverkan: bool,
}

impl Facts {
    pub fn from(value: impl Fn(&str) -> Value) -> Facts {
        Facts {
            syfte: chosen(value("syfte")),
            uppgift: chosen(value("uppgift")),
            omfattning: option(value("omfattning")),
            beslut_hos: option(value("beslut_hos")),
            tillgangar: option(value("tillgangar")),
            myndighetsutovning: option(value("myndighetsutovning")),
            parter_slag: chosen(value("parter_slag")),
            antal_parter: number(value("antal_parter")),
            varaktighet: option(value("varaktighet")),
            uttrade_manader: option(value("uttrade_manader")),
            jav_lage: chosen(value("jav_lage")),
            minsta_invanare: number(value("minsta_invanare")),
            storleksskillnad: option(value("storleksskillnad")),
            uppgift_gemensam: yes(value("uppgift_gemensam")),
            region_samma_lan: yes(value("region_samma_lan")),
            uppgifter_fran_bada: yes(value("uppgifter_fran_bada")),
            vard_ar_region: yes(value("vard_ar_region")),
            nya_medlemmar: yes(value("nya_medlemmar")),
            befintlig_form: option(value("befintlig_form")),
            koparen_har_uppgiften: yes(value("koparen_har_uppgiften")),
            utforaren_har_uppgiften: yes(value("utforaren_har_uppgiften")),
            politisk_insyn: option(value("politisk_insyn")),
            forvaltning: option(value("forvaltning")),
            vardkommun_klar: yes(value("vardkommun_klar")),
            personal_flyttar: yes(value("personal_flyttar")),
            avstand_langt: yes(value("avstand_langt")),
            foreskrifter: option(value("foreskrifter")),
            fullmaktigefraga: yes(value("fullmaktigefraga")),
            dubbelanstallning: yes(value("dubbelanstallning")),
            drift_foljer_med: yes(value("drift_foljer_med")),
            tillsyn_foljer_med: yes(value("tillsyn_foljer_med")),
            vard_driver_tillsynad: yes(value("vard_driver_tillsynad")),
            samlad_forvaltning: yes(value("samlad_forvaltning")),
            racker_egen_omorganisation: yes(value("racker_egen_omorganisation")),
            omsesidighet: option(value("omsesidighet")),
            ersattning: option(value("ersattning")),
            service_pa_marknad: yes(value("service_pa_marknad")),
            oppen_marknad_andel: number(value("oppen_marknad_andel")),
            privat_gynnas: yes(value("privat_gynnas")),
            avtalsvarde_kr: number(value("avtalsvarde_kr")),
            kop_utover: yes(value("kop_utover")),
            bara_inkop: yes(value("bara_inkop")),
            ansvar_over: yes(value("ansvar_over")),
            delegat: chosen(value("delegat")),
            delegat_amnen: chosen(value("delegat_amnen")),
            vidaredelegering: yes(value("vidaredelegering")),
            sekretess: yes(value("sekretess")),
            avtal_storre_vikt: yes(value("avtal_storre_vikt")),
            lagkravd_namnd: yes(value("lagkravd_namnd")),
            of_organ: option(value("of_organ")),
            of_behalla_politisk: yes(value("of_behalla_politisk")),
            of_kostnad_stf: number(value("of_kostnad_stf")),
            of_forvaltarenhet: yes(value("of_forvaltarenhet")),
            of_annan_uppgift: yes(value("of_annan_uppgift")),
            of_samma_system: yes(value("of_samma_system")),
            kommunal_angelagenhet: yes(value("kommunal_angelagenhet")),
            styrelsefunktion: yes(value("styrelsefunktion")),
            hojd_beredskap: yes(value("hojd_beredskap")),
            detaljplan: yes(value("detaljplan")),
            undervisning: yes(value("undervisning")),
            delat_kollektivansvar: yes(value("delat_kollektivansvar")),
            finsam: yes(value("finsam")),
            start_om_manader: number(value("start_om_manader")),
            mandatskifte: yes(value("mandatskifte")),
            manga_samverkan: yes(value("manga_samverkan")),
        }
    }
}

pub fn evaluate(f: &Facts) -> [u64; 5] {
    let mut fired = [0; 5];
    // GEN-01, fall 1
    fired[0] |= u64::from(((f.uppgift & 0x1000000 != 0) && !f.kommunal_angelagenhet && !(f.uppgift & 0x880000 != 0) && !(f.uppgift & 0x77ffff != 0))) << 0;
    // GEN-01, fall 2
    fired[0] |= u64::from(((f.uppgift & 0x1000000 != 0) && !f.kommunal_angelagenhet && ((f.uppgift & 0x880000 != 0) || (f.uppgift & 0x77ffff != 0)))) << 1;
    // GEN-01, fall 3
    fired[0] |= u64::from(((f.uppgift & 0x1000000 != 0) && !f.kommunal_angelagenhet && !(f.uppgift & 0x880000 != 0) && !(f.uppgift & 0x77ffff != 0))) << 2;
    // GEN-02, fall 1
    fired[0] |= u64::from((f.parter_slag & 0x8 != 0)) << 3;
    // GEN-02, fall 2
    fired[0] |= u64::from((f.parter_slag & 0x10 != 0)) << 4;
    // GEN-02, fall 3
    fired[0] |= u64::from((f.parter_slag & 0x20 != 0)) << 5;
    // GEN-03
    fired[0] |= u64::from((f.parter_slag & 0x4 != 0)) << 6;
    // GEN-04
    fired[0] |= u64::from((f.parter_slag & 0x4 != 0)) << 7;
    // GEN-05, fall 1
    fired[0] |= u64::from((f.styrelsefunktion && !(f.uppgift & 0x77ffff != 0))) << 8;
    // GEN-05, fall 2
    fired[0] |= u64::from((f.styrelsefunktion && (f.uppgift & 0x77ffff != 0))) << 9;
    // GEN-06
    fired[0] |= u64::from(f.styrelsefunktion) << 10;
    // GEN-07, fall 1
    fired[0] |= u64::from((f.hojd_beredskap && !(f.uppgift & 0x77ffff != 0))) << 11;
    // GEN-07, fall 2
    fired[0] |= u64::from((f.hojd_beredskap && (f.uppgift & 0x77ffff != 0))) << 12;
    // GEN-08, fall 1
    fired[0] |= u64::from(f.hojd_beredskap) << 13;
    // GEN-08, fall 2
    fired[0] |= u64::from(f.hojd_beredskap) << 14;
    // GEN-09, fall 1
    fired[0] |= u64::from(f.fullmaktigefraga) << 15;
    // GEN-09, fall 2
    fired[0] |= u64::from((f.fullmaktigefraga && (f.uppgift & 0x10 != 0))) << 16;
    // GEN-10
    fired[0] |= u64::from(matches!(f.omfattning, 4)) << 17;
    // KF-01
    fired[0] |= u64::from(true) << 18;
    // KF-02
    fired[0] |= u64::from(true) << 19;
    // KF-03
    fired[0] |= u64::from(true) << 20;
    // KF-04, fall 1
    fired[0] |= u64::from(true) << 21;
    // KF-04, fall 2
    fired[0] |= u64::from(true) << 22;
    // KF-05
    fired[0] |= u64::from(true) << 23;
    // KF-06
    fired[0] |= u64::from(true) << 24;
    // KF-07, fall 1
    fired[0] |= u64::from(true) << 25;
    // KF-07, fall 2
    fired[0] |= u64::from(true) << 26;
    // KF-08, fall 1
    fired[0] |= u64::from(matches!(f.foreskrifter, 1)) << 27;
    // KF-08, fall 2
    fired[0] |= u64::from(matches!(f.foreskrifter, 2)) << 28;
    // KF-08, fall 3
    fired[0] |= u64::from((matches!(f.foreskrifter, 1) && (f.uppgift & 0x2000 != 0))) << 29;
    // KF-09, fall 1
    fired[0] |= u64::from(matches!(f.uttrade_manader, 0)) << 30;
    // KF-09, fall 2
    fired[0] |= u64::from(matches!(f.uttrade_manader, 0)) << 31;
    // KF-10
    fired[0] |= u64::from(true) << 32;
    // KF-11
    fired[0] |= u64::from(matches!(f.tillgangar, 2)) << 33;
    // KF-12
    fired[0] |= u64::from((matches!(f.tillgangar, 0) && matches!(f.omfattning, 2 | 3))) << 34;
    // KF-13, fall 1
    fired[0] |= u64::from((f.antal_parter >= 5)) << 35;
    // KF-13, fall 2
    fired[0] |= u64::from(((f.antal_parter >= 3) && (f.antal_parter <= 4))) << 36;
    // KF-13, fall 3
    fired[0] |= u64::from(((f.antal_parter == 2) && (f.minsta_invanare < 15000) && matches!(f.storleksskillnad, 0))) << 37;
    // KF-14
    fired[0] |= u64::from(matches!(f.omfattning, 0)) << 38;
    // KF-15, fall 1
    fired[0] |= u64::from(!f.uppgift_gemensam) << 39;
    // KF-15, fall 2
    fired[0] |= u64::from(!f.uppgift_gemensam) << 40;
    // KF-16, fall 1
    fired[0] |= u64::from(matches!(f.varaktighet, 0)) << 41;
    // KF-16, fall 2
    fired[0] |= u64::from(matches!(f.varaktighet, 2)) << 42;
    // KF-17
    fired[0] |= u64::from((f.start_om_manader < 6)) << 43;
    // KF-18, fall 1
    fired[0] |= u64::from(matches!(f.beslut_hos, 4)) << 44;
    // KF-18, fall 2
    fired[0] |= u64::from((matches!(f.beslut_hos, 0 | 1) && !((f.uppgift & 0x104607e != 0) && (f.jav_lage & 0x2 != 0) && !f.drift_foljer_med))) << 45;
    // KF-18, fall 3
    fired[0] |= u64::from(matches!(f.beslut_hos, 2)) << 46;
    // KF-18, fall 4
    fired[0] |= u64::from((matches!(f.beslut_hos, 2) && f.ansvar_over)) << 47;
    // KF-18, fall 5
    fired[0] |= u64::from((matches!(f.beslut_hos, 2) && f.ansvar_over)) << 48;
    // KF-19
    fired[0] |= u64::from(f.nya_medlemmar) << 49;
    // KF-20
    fired[0] |= u64::from(matches!(f.politisk_insyn, 0)) << 50;
    // KF-21, fall 1
    fired[0] |= u64::from(matches!(f.storleksskillnad, 1)) << 51;
    // KF-21, fall 2
    fired[0] |= u64::from(matches!(f.storleksskillnad, 1)) << 52;
    // KF-22
    fired[0] |= u64::from((f.uppgift & 0x2 != 0)) << 53;
    // KF-23, fall 1
    fired[0] |= u64::from(((f.antal_parter >= 6) || matches!(f.politisk_insyn, 0))) << 54;
    // KF-23, fall 2
    fired[0] |= u64::from(((f.antal_parter < 6) && matches!(f.politisk_insyn, 1 | 2))) << 55;
    // KF-24
    fired[0] |= u64::from(f.personal_flyttar) << 56;
    // KF-25
    fired[0] |= u64::from(f.kop_utover) << 57;
    // KF-26, fall 1
    fired[0] |= u64::from(((f.uppgift & 0x100000 != 0) && f.delat_kollektivansvar)) << 58;
    // KF-26, fall 2
    fired[0] |= u64::from(((f.uppgift & 0x100000 != 0) && f.delat_kollektivansvar)) << 59;
    // KF-26, fall 3
    fired[0] |= u64::from(((f.uppgift & 0x100000 != 0) && f.delat_kollektivansvar)) << 60;
    // GN-01, fall 1
    fired[0] |= u64::from(true) << 61;
    // GN-01, fall 2
    fired[0] |= u64::from(true) << 62;
    // GN-02, fall 1
    fired[0] |= u64::from(true) << 63;
    // GN-02, fall 2
    fired[1] |= u64::from(true) << 0;
    // GN-03
    fired[1] |= u64::from(true) << 1;
    // GN-04
    fired[1] |= u64::from(true) << 2;
    // GN-05, fall 1
    fired[1] |= u64::from(true) << 3;
    // GN-05, fall 2
    fired[1] |= u64::from(true) << 4;
    // GN-06, fall 1
    fired[1] |= u64::from((!f.uppgift_gemensam && !(((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0)))) << 5;
    // GN-06, fall 2
    fired[1] |= u64::from((!f.uppgift_gemensam && ((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0) && !(((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0) && f.region_samma_lan && f.uppgifter_fran_bada))) << 6;
    // GN-07
    fired[1] |= u64::from((((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && f.uppgift_gemensam)) << 7;
    // GN-08, fall 1
    fired[1] |= u64::from(matches!(f.beslut_hos, 3)) << 8;
    // GN-08, fall 2
    fired[1] |= u64::from((matches!(f.beslut_hos, 0 | 1) && !((f.uppgift & 0x104607e != 0) && (f.jav_lage & 0x2 != 0) && !f.drift_foljer_med))) << 9;
    // GN-08, fall 3
    fired[1] |= u64::from(matches!(f.beslut_hos, 2)) << 10;
    // GN-08, fall 4
    fired[1] |= u64::from((matches!(f.beslut_hos, 2) && f.ansvar_over)) << 11;
    // GN-08, fall 5
    fired[1] |= u64::from((matches!(f.beslut_hos, 2) && f.ansvar_over)) << 12;
    // GN-09
    fired[1] |= u64::from((matches!(f.omfattning, 0) && matches!(f.myndighetsutovning, 1 | 2))) << 13;
    // GN-10, fall 1
    fired[1] |= u64::from(((f.antal_parter >= 2) && (f.antal_parter <= 3) && (f.minsta_invanare < 15000))) << 14;
    // GN-10, fall 2
    fired[1] |= u64::from(((f.antal_parter >= 2) && (f.antal_parter <= 5))) << 15;
    // GN-10, fall 3
    fired[1] |= u64::from(((f.antal_parter >= 8) && !((f.parter_slag & 0x2 != 0) && f.vard_ar_region))) << 16;
    // GN-11
    fired[1] |= u64::from(matches!(f.tillgangar, 2)) << 17;
    // GN-12
    fired[1] |= u64::from(matches!(f.omfattning, 3)) << 18;
    // GN-13
    fired[1] |= u64::from(((f.syfte & 0x1 != 0) && matches!(f.myndighetsutovning, 2))) << 19;
    // GN-14
    fired[1] |= u64::from(matches!(f.politisk_insyn, 0)) << 20;
    // GN-15, fall 1
    fired[1] |= u64::from(true) << 21;
    // GN-15, fall 2
    fired[1] |= u64::from(true) << 22;
    // GN-16, fall 1
    fired[1] |= u64::from(matches!(f.varaktighet, 0)) << 23;
    // GN-16, fall 2
    fired[1] |= u64::from(matches!(f.uttrade_manader, 0)) << 24;
    // GN-17, fall 1
    fired[1] |= u64::from(matches!(f.storleksskillnad, 1)) << 25;
    // GN-17, fall 2
    fired[1] |= u64::from(matches!(f.storleksskillnad, 1)) << 26;
    // GN-18, fall 1
    fired[1] |= u64::from(!f.vardkommun_klar) << 27;
    // GN-18, fall 2
    fired[1] |= u64::from(f.vardkommun_klar) << 28;
    // GN-19
    fired[1] |= u64::from((f.vardkommun_klar && (f.syfte & 0xc != 0))) << 29;
    // GN-20, fall 1
    fired[1] |= u64::from(matches!(f.forvaltning, 1)) << 30;
    // GN-20, fall 2
    fired[1] |= u64::from(matches!(f.forvaltning, 1)) << 31;
    // GN-21
    fired[1] |= u64::from((f.start_om_manader < 4)) << 32;
    // GN-22
    fired[1] |= u64::from(true) << 33;
    // GN-23, fall 1
    fired[1] |= u64::from(matches!(f.foreskrifter, 1 | 2)) << 34;
    // GN-23, fall 2
    fired[1] |= u64::from(matches!(f.foreskrifter, 1)) << 35;
    // GN-24, fall 1
    fired[1] |= u64::from(f.avstand_langt) << 36;
    // GN-24, fall 2
    fired[1] |= u64::from(f.avstand_langt) << 37;
    // AS-01
    fired[1] |= u64::from(f.ansvar_over) << 38;
    // AS-02
    fired[1] |= u64::from((matches!(f.beslut_hos, 2) || (f.delegat & 0x6 != 0))) << 39;
    // AS-03
    fired[1] |= u64::from((f.delegat & 0x8 != 0)) << 40;
    // AS-04, fall 1
    fired[1] |= u64::from(((f.delegat_amnen & 0x8 != 0) && !(f.uppgift & 0x1 != 0))) << 41;
    // AS-04, fall 2
    fired[1] |= u64::from(((f.delegat_amnen & 0x80 != 0) && !(f.uppgift & 0x1 != 0))) << 42;
    // AS-04, fall 3
    fired[1] |= u64::from(((f.delegat_amnen & 0x4 != 0) && !(f.uppgift & 0x1 != 0) && !((f.uppgift & 0x10 != 0) && !(f.uppgift & 0x1ffffef != 0)))) << 43;
    // AS-04, fall 4
    fired[1] |= u64::from(((f.delegat_amnen & 0x100 != 0) && !(f.uppgift & 0x1 != 0))) << 44;
    // AS-04, fall 5
    fired[1] |= u64::from(((f.delegat_amnen & 0x10c != 0) && (f.uppgift & 0x1 != 0))) << 45;
    // AS-05
    fired[1] |= u64::from((matches!(f.beslut_hos, 1 | 2) && (f.uppgift & 0x93 != 0))) << 46;
    // AS-06
    fired[1] |= u64::from((f.delegat & 0x10 != 0)) << 47;
    // AS-07
    fired[1] |= u64::from(f.vidaredelegering) << 48;
    // AS-08, fall 1
    fired[1] |= u64::from(true) << 49;
    // AS-08, fall 2
    fired[1] |= u64::from(true) << 50;
    // AS-08, fall 3
    fired[1] |= u64::from(!(f.uppgift & 0x1 != 0)) << 51;
    // AS-09, fall 1
    fired[1] |= u64::from(f.avtal_storre_vikt) << 52;
    // AS-09, fall 2
    fired[1] |= u64::from(!f.avtal_storre_vikt) << 53;
    // AS-10
    fired[1] |= u64::from(true) << 54;
    // AS-11, fall 1
    fired[1] |= u64::from((matches!(f.ersattning, 3) && !(((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x202 != 0)))) << 55;
    // AS-11, fall 2
    fired[1] |= u64::from(matches!(f.ersattning, 2)) << 56;
    // AS-11, fall 3
    fired[1] |= u64::from((matches!(f.ersattning, 3) && (((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x202 != 0)))) << 57;
    // AS-12, fall 1
    fired[1] |= u64::from(matches!(f.omfattning, 1 | 2)) << 58;
    // AS-12, fall 2
    fired[1] |= u64::from(matches!(f.omfattning, 3)) << 59;
    // AS-13, fall 1
    fired[1] |= u64::from((matches!(f.beslut_hos, 0) && !((f.uppgift & 0x104607e != 0) && (f.jav_lage & 0x2 != 0) && !f.drift_foljer_med))) << 60;
    // AS-13, fall 2
    fired[1] |= u64::from((matches!(f.beslut_hos, 1) && !((f.uppgift & 0x104607e != 0) && (f.jav_lage & 0x2 != 0) && !f.drift_foljer_med))) << 61;
    // AS-14
    fired[1] |= u64::from(matches!(f.beslut_hos, 3)) << 62;
    // AS-15, fall 1
    fired[1] |= u64::from(matches!(f.varaktighet, 0)) << 63;
    // AS-15, fall 2
    fired[2] |= u64::from(matches!(f.uttrade_manader, 0)) << 0;
    // AS-16
    fired[2] |= u64::from(matches!(f.tillgangar, 2)) << 1;
    // AS-17
    fired[2] |= u64::from(((f.antal_parter >= 6) && matches!(f.omfattning, 0))) << 2;
    // AS-18
    fired[2] |= u64::from(matches!(f.politisk_insyn, 0)) << 3;
    // AS-19
    fired[2] |= u64::from((f.start_om_manader < 6)) << 4;
    // AS-20, fall 1
    fired[2] |= u64::from(true) << 5;
    // AS-20, fall 2
    fired[2] |= u64::from(true) << 6;
    // AS-21
    fired[2] |= u64::from(!f.koparen_har_uppgiften) << 7;
    // AS-22, fall 1
    fired[2] |= u64::from(f.sekretess) << 8;
    // AS-22, fall 2
    fired[2] |= u64::from(f.sekretess) << 9;
    // AS-23, fall 1
    fired[2] |= u64::from(f.dubbelanstallning) << 10;
    // AS-23, fall 2
    fired[2] |= u64::from(f.dubbelanstallning) << 11;
    // AS-24
    fired[2] |= u64::from(!f.utforaren_har_uppgiften) << 12;
    // EKO-01, fall 1
    fired[2] |= u64::from((matches!(f.omsesidighet, 0) && f.service_pa_marknad && matches!(f.ersattning, 0 | 2 | 3))) << 13;
    // EKO-01, fall 2
    fired[2] |= u64::from(((matches!(f.omsesidighet, 0) && f.service_pa_marknad && matches!(f.ersattning, 0 | 2 | 3)) && !(f.avtalsvarde_kr < 700000))) << 14;
    // EKO-02, fall 1
    fired[2] |= u64::from((matches!(f.omsesidighet, 1 | 2) && (f.oppen_marknad_andel < 20) && !f.privat_gynnas && matches!(f.ersattning, 0 | 1 | 4))) << 15;
    // EKO-02, fall 2
    fired[2] |= u64::from((matches!(f.omsesidighet, 1 | 2) && (f.oppen_marknad_andel < 20) && !f.privat_gynnas && matches!(f.ersattning, 0 | 1 | 4))) << 16;
    // EKO-03, fall 1
    fired[2] |= u64::from((f.oppen_marknad_andel >= 20)) << 17;
    // EKO-03, fall 2
    fired[2] |= u64::from(f.privat_gynnas) << 18;
    // EKO-03, fall 3
    fired[2] |= u64::from(((f.oppen_marknad_andel >= 20) || f.privat_gynnas)) << 19;
    // EKO-04
    fired[2] |= u64::from((matches!(f.beslut_hos, 1) && matches!(f.myndighetsutovning, 2))) << 20;
    // EKO-05, fall 1
    fired[2] |= u64::from(true) << 21;
    // EKO-05, fall 2
    fired[2] |= u64::from(true) << 22;
    // EKO-06, fall 1
    fired[2] |= u64::from(matches!(f.ersattning, 0 | 1 | 2 | 3)) << 23;
    // EKO-06, fall 2
    fired[2] |= u64::from(true) << 24;
    // EKO-06, fall 3
    fired[2] |= u64::from(true) << 25;
    // EKO-07
    fired[2] |= u64::from(((f.syfte & 0x20 != 0) && !(f.syfte & 0xdf != 0))) << 26;
    // EKO-08
    fired[2] |= u64::from(((f.avtalsvarde_kr < 700000) && (f.avtalsvarde_kr > 0))) << 27;
    // EKO-09
    fired[2] |= u64::from(true) << 28;
    // JAV-01, fall 1
    fired[2] |= u64::from((f.drift_foljer_med && f.tillsyn_foljer_med)) << 29;
    // JAV-01, fall 2
    fired[2] |= u64::from((f.drift_foljer_med && f.tillsyn_foljer_med)) << 30;
    // JAV-01, fall 3
    fired[2] |= u64::from((f.drift_foljer_med && f.tillsyn_foljer_med)) << 31;
    // JAV-02
    fired[2] |= u64::from(((f.jav_lage & 0x2 != 0) && !f.drift_foljer_med && f.tillsyn_foljer_med)) << 32;
    // JAV-03
    fired[2] |= u64::from((f.jav_lage & 0x2 != 0)) << 33;
    // JAV-04, fall 1
    fired[2] |= u64::from((f.jav_lage & 0x4 != 0)) << 34;
    // JAV-04, fall 2
    fired[2] |= u64::from((f.jav_lage & 0x4 != 0)) << 35;
    // JAV-04, fall 3
    fired[2] |= u64::from((f.jav_lage & 0x4 != 0)) << 36;
    // JAV-05
    fired[2] |= u64::from(f.vard_driver_tillsynad) << 37;
    // JAV-06
    fired[2] |= u64::from((f.jav_lage & 0x10 != 0)) << 38;
    // JAV-07
    fired[2] |= u64::from((f.jav_lage & 0x8 != 0)) << 39;
    // JAV-08
    fired[2] |= u64::from(((f.uppgift & 0x7c != 0) || (f.jav_lage & 0x6 != 0))) << 40;
    // JAV-09, fall 1
    fired[2] |= u64::from(matches!(f.beslut_hos, 1)) << 41;
    // JAV-09, fall 2
    fired[2] |= u64::from((matches!(f.beslut_hos, 1) && f.vard_driver_tillsynad)) << 42;
    // JAV-10
    fired[2] |= u64::from((f.jav_lage & 0x20 != 0)) << 43;
    // JAV-11
    fired[2] |= u64::from(((f.uppgift & 0x7c != 0) && matches!(f.omsesidighet, 1) && f.vard_driver_tillsynad)) << 44;
    // JAV-12
    fired[2] |= u64::from(!(f.jav_lage & 0x1 != 0)) << 45;
    // JAV-13
    fired[2] |= u64::from(f.samlad_forvaltning) << 46;
    // SPEC-01, fall 1
    fired[2] |= u64::from(((f.uppgift & 0x10 != 0) && (f.delegat_amnen & 0x10 != 0))) << 47;
    // SPEC-01, fall 2
    fired[2] |= u64::from(((f.uppgift & 0x10 != 0) && (f.delegat_amnen & 0x20 != 0))) << 48;
    // SPEC-01, fall 3
    fired[2] |= u64::from(((f.uppgift & 0x10 != 0) && (f.delegat_amnen & 0x40 != 0))) << 49;
    // SPEC-01, fall 4
    fired[2] |= u64::from(((f.uppgift & 0x10 != 0) && (f.delegat_amnen & 0x4 != 0))) << 50;
    // SPEC-01, fall 5
    fired[2] |= u64::from((f.uppgift & 0x10 != 0)) << 51;
    // SPEC-01, fall 6
    fired[2] |= u64::from((f.uppgift & 0x10 != 0)) << 52;
    // SPEC-02, fall 1
    fired[2] |= u64::from(((f.uppgift & 0x2 != 0) && (f.delegat_amnen & 0x50 != 0))) << 53;
    // SPEC-02, fall 2
    fired[2] |= u64::from((f.uppgift & 0x2 != 0)) << 54;
    // SPEC-02, fall 3
    fired[2] |= u64::from((f.uppgift & 0x2 != 0)) << 55;
    // SPEC-03, fall 1
    fired[2] |= u64::from(((f.uppgift & 0x80 != 0) && (f.delegat_amnen & 0x800 != 0))) << 56;
    // SPEC-03, fall 2
    fired[2] |= u64::from(((f.uppgift & 0x80 != 0) && matches!(f.beslut_hos, 1))) << 57;
    // SPEC-03, fall 3
    fired[2] |= u64::from((f.uppgift & 0x80 != 0)) << 58;
    // SPEC-04
    fired[2] |= u64::from((((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0) && f.region_samma_lan && f.uppgifter_fran_bada)) << 59;
    // SPEC-05, fall 1
    fired[2] |= u64::from((((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0) && !f.uppgifter_fran_bada)) << 60;
    // SPEC-05, fall 2
    fired[2] |= u64::from((((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && (f.uppgift & 0x380 != 0) && !f.region_samma_lan)) << 61;
    // SPEC-06, fall 1
    fired[2] |= u64::from((((f.uppgift & 0x1c00 != 0) && !(f.uppgift & 0x1ffe3ff != 0)) && f.undervisning)) << 62;
    // SPEC-06, fall 2
    fired[2] |= u64::from(((f.uppgift & 0x1c00 != 0) && !((f.uppgift & 0x1c00 != 0) && !(f.uppgift & 0x1ffe3ff != 0)) && f.undervisning)) << 63;
    // SPEC-06, fall 3
    fired[3] |= u64::from((((f.uppgift & 0x1c00 != 0) && !(f.uppgift & 0x1ffe3ff != 0)) && (f.undervisning && !matches!(f.beslut_hos, 3 | 4) && (matches!(f.beslut_hos, 0 | 1) || !f.ansvar_over)))) << 0;
    // SPEC-06, fall 4
    fired[3] |= u64::from(((f.uppgift & 0x400 != 0) && f.undervisning)) << 1;
    // SPEC-06, fall 5
    fired[3] |= u64::from(((f.uppgift & 0x800 != 0) && f.undervisning)) << 2;
    // SPEC-06, fall 6
    fired[3] |= u64::from(((f.uppgift & 0x1000 != 0) && f.undervisning)) << 3;
    // SPEC-06, fall 7
    fired[3] |= u64::from(((f.uppgift & 0x1c00 != 0) && !f.undervisning)) << 4;
    // SPEC-07, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1000 != 0)) << 5;
    // SPEC-07, fall 2
    fired[3] |= u64::from((f.uppgift & 0x1000 != 0)) << 6;
    // SPEC-08, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1800 != 0)) << 7;
    // SPEC-08, fall 2
    fired[3] |= u64::from((f.uppgift & 0x1800 != 0)) << 8;
    // SPEC-09, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x100 != 0) && ((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && f.region_samma_lan && (f.ansvar_over && !matches!(f.beslut_hos, 3 | 4)))) << 9;
    // SPEC-09, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x100 != 0) && ((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && f.region_samma_lan && (f.ansvar_over && !matches!(f.beslut_hos, 3 | 4)))) << 10;
    // SPEC-10, fall 1
    fired[3] |= u64::from((f.uppgift & 0x2000 != 0)) << 11;
    // SPEC-10, fall 2
    fired[3] |= u64::from((f.uppgift & 0x2000 != 0)) << 12;
    // SPEC-10, fall 3
    fired[3] |= u64::from((f.uppgift & 0x2000 != 0)) << 13;
    // SPEC-10, fall 4
    fired[3] |= u64::from((f.uppgift & 0x2000 != 0)) << 14;
    // SPEC-10, fall 5
    fired[3] |= u64::from((f.uppgift & 0x2000 != 0)) << 15;
    // SPEC-10, fall 6
    fired[3] |= u64::from(((f.uppgift & 0x2000 != 0) && matches!(f.foreskrifter, 1))) << 16;
    // SPEC-11
    fired[3] |= u64::from((f.uppgift & 0x4000 != 0)) << 17;
    // SPEC-12, fall 1
    fired[3] |= u64::from((f.uppgift & 0x2 != 0)) << 18;
    // SPEC-12, fall 2
    fired[3] |= u64::from((f.uppgift & 0x2 != 0)) << 19;
    // SPEC-13, fall 1
    fired[3] |= u64::from((f.uppgift & 0x68 != 0)) << 20;
    // SPEC-13, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x4 != 0) && !(f.uppgift & 0x68 != 0))) << 21;
    // SPEC-14
    fired[3] |= u64::from(((f.uppgift & 0xc != 0) && (f.antal_parter >= 2) && (f.antal_parter <= 5) && (f.minsta_invanare < 15000))) << 22;
    // SPEC-15, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x20000 != 0) && f.bara_inkop)) << 23;
    // SPEC-15, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x20000 != 0) && f.bara_inkop)) << 24;
    // SPEC-16
    fired[3] |= u64::from(f.finsam) << 25;
    // SPEC-17, fall 1
    fired[3] |= u64::from((f.uppgift & 0x8000 != 0)) << 26;
    // SPEC-17, fall 2
    fired[3] |= u64::from((f.uppgift & 0x8000 != 0)) << 27;
    // SPEC-17, fall 3
    fired[3] |= u64::from((f.uppgift & 0x8000 != 0)) << 28;
    // SPEC-17, fall 4
    fired[3] |= u64::from((f.uppgift & 0x8000 != 0)) << 29;
    // SPEC-18, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x10 != 0) && f.detaljplan)) << 30;
    // SPEC-18, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x10 != 0) && f.detaljplan)) << 31;
    // SPEC-18, fall 3
    fired[3] |= u64::from(((f.uppgift & 0x10 != 0) && f.detaljplan)) << 32;
    // SPEC-19
    fired[3] |= u64::from((f.uppgift & 0x10 != 0)) << 33;
    // OF-01
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 34;
    // OF-02, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 35;
    // OF-02, fall 2
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 36;
    // OF-03
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (matches!(f.beslut_hos, 1) || (matches!(f.beslut_hos, 0) && (matches!(f.omsesidighet, 2) || matches!(f.forvaltning, 0)))))) << 37;
    // OF-04
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.beslut_hos, 1))) << 38;
    // OF-05, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.beslut_hos, 1))) << 39;
    // OF-05, fall 2
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 40;
    // OF-05, fall 3
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.beslut_hos, 1))) << 41;
    // OF-05, fall 4
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 42;
    // OF-06, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (f.delegat_amnen & 0x80 != 0))) << 43;
    // OF-06, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (f.delegat_amnen & 0x200 != 0))) << 44;
    // OF-06, fall 3
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (f.delegat_amnen & 0x400 != 0))) << 45;
    // OF-06, fall 4
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (f.delegat_amnen & 0x10 != 0))) << 46;
    // OF-06, fall 5
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && (f.delegat_amnen & 0x2 != 0))) << 47;
    // OF-06, fall 6
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.beslut_hos, 1))) << 48;
    // OF-06, fall 7
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 49;
    // OF-06, fall 8
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 50;
    // OF-07
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.of_organ, 1 | 2))) << 51;
    // OF-08, fall 1
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.of_organ, 1 | 2) && !f.mandatskifte)) << 52;
    // OF-08, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.of_organ, 1 | 2) && !f.mandatskifte)) << 53;
    // OF-09
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.of_organ, 1 | 2))) << 54;
    // OF-10
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && matches!(f.of_organ, 1) && (f.minsta_invanare < 12000))) << 55;
    // OF-11, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 56;
    // OF-11, fall 2
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 57;
    // OF-11, fall 3
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 58;
    // OF-12
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 59;
    // OF-13
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 60;
    // OF-14, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 61;
    // OF-14, fall 2
    fired[3] |= u64::from(((f.uppgift & 0x1 != 0) && !f.of_samma_system)) << 62;
    // OF-15, fall 1
    fired[3] |= u64::from((f.uppgift & 0x1 != 0)) << 63;
    // OF-15, fall 2
    fired[4] |= u64::from((f.uppgift & 0x1 != 0)) << 0;
    // OF-16
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && (f.of_kostnad_stf >= 12000))) << 1;
    // OF-17
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && f.of_forvaltarenhet)) << 2;
    // OF-18, fall 1
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && f.of_behalla_politisk)) << 3;
    // OF-18, fall 2
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && f.of_behalla_politisk)) << 4;
    // OF-19, fall 1
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && f.of_annan_uppgift)) << 5;
    // OF-19, fall 2
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && f.of_annan_uppgift)) << 6;
    // OF-20, fall 1
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && (f.parter_slag & 0x2 != 0))) << 7;
    // OF-20, fall 2
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && (f.parter_slag & 0x2 != 0))) << 8;
    // OF-20, fall 3
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && (f.parter_slag & 0x8 != 0))) << 9;
    // PRO-01, fall 1
    fired[4] |= u64::from(true) << 10;
    // PRO-01, fall 2
    fired[4] |= u64::from(f.avtal_storre_vikt) << 11;
    // PRO-02
    fired[4] |= u64::from(f.personal_flyttar) << 12;
    // PRO-03, fall 1
    fired[4] |= u64::from(f.mandatskifte) << 13;
    // PRO-03, fall 2
    fired[4] |= u64::from(f.mandatskifte) << 14;
    // PRO-04
    fired[4] |= u64::from(true) << 15;
    // PRO-05
    fired[4] |= u64::from(true) << 16;
    // PRO-06
    fired[4] |= u64::from(f.manga_samverkan) << 17;
    // PRO-07, fall 1
    fired[4] |= u64::from(matches!(f.befintlig_form, 3)) << 18;
    // PRO-07, fall 2
    fired[4] |= u64::from(matches!(f.befintlig_form, 2)) << 19;
    // PRO-07, fall 3
    fired[4] |= u64::from(matches!(f.befintlig_form, 1)) << 20;
    // PRO-07, fall 4
    fired[4] |= u64::from(matches!(f.befintlig_form, 4)) << 21;
    // ALT-01
    fired[4] |= u64::from(matches!(f.omfattning, 4)) << 22;
    // ALT-02
    fired[4] |= u64::from(((f.antal_parter == 1) || f.racker_egen_omorganisation)) << 23;
    // ALT-03, fall 1
    fired[4] |= u64::from((matches!(f.tillgangar, 2) && matches!(f.myndighetsutovning, 0) && !f.lagkravd_namnd)) << 24;
    // ALT-03, fall 2
    fired[4] |= u64::from((f.lagkravd_namnd && !(f.uppgift & 0x17fff80 != 0) && !(f.uppgift & 0x1 != 0))) << 25;
    // ALT-03, fall 3
    fired[4] |= u64::from((f.lagkravd_namnd && !!(f.uppgift & 0x17fff80 != 0) && !(f.uppgift & 0x1 != 0))) << 26;
    // ALT-03, fall 4
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && !(f.uppgift & 0x17fff80 != 0))) << 27;
    // ALT-03, fall 5
    fired[4] |= u64::from(((f.uppgift & 0x1 != 0) && !!(f.uppgift & 0x17fff80 != 0))) << 28;
    // ALT-03, fall 6
    fired[4] |= u64::from(matches!(f.myndighetsutovning, 2)) << 29;
    // ALT-03, fall 7
    fired[4] |= u64::from(matches!(f.myndighetsutovning, 1)) << 30;
    // ALT-04
    fired[4] |= u64::from((f.service_pa_marknad && matches!(f.omsesidighet, 0))) << 31;
    // ALT-05, fall 1
    fired[4] |= u64::from(((f.uppgift & 0x400 != 0) && (f.ansvar_over && !matches!(f.beslut_hos, 3 | 4)))) << 32;
    // ALT-05, fall 2
    fired[4] |= u64::from(((f.uppgift & 0x1000 != 0) && (f.ansvar_over && !matches!(f.beslut_hos, 3 | 4)))) << 33;
    // ALT-05, fall 3
    fired[4] |= u64::from(((f.uppgift & 0x200 != 0) && ((f.parter_slag & 0x2 != 0) && (f.parter_slag & 0x1 != 0)) && f.region_samma_lan && (f.ansvar_over && !matches!(f.beslut_hos, 3 | 4)))) << 34;
    // ALT-06
    fired[4] |= u64::from((matches!(f.omfattning, 2) && f.dubbelanstallning)) << 35;
    // ALT-07
    fired[4] |= u64::from((f.manga_samverkan && matches!(f.omfattning, 0) && matches!(f.varaktighet, 2))) << 36;
    // LAM-01, fall 1
    fired[4] |= u64::from(matches!(f.beslut_hos, 1 | 2)) << 37;
    // LAM-01, fall 2
    fired[4] |= u64::from(matches!(f.beslut_hos, 0 | 5)) << 38;
    // LAM-02
    fired[4] |= u64::from((f.samlad_forvaltning && matches!(f.forvaltning, 0))) << 39;
    // LAM-03
    fired[4] |= u64::from(!f.vardkommun_klar) << 40;
    // LAM-04, fall 1
    fired[4] |= u64::from(matches!(f.forvaltning, 2)) << 41;
    // LAM-04, fall 2
    fired[4] |= u64::from(matches!(f.forvaltning, 0)) << 42;
    // LAM-04, fall 3
    fired[4] |= u64::from(matches!(f.forvaltning, 1)) << 43;
    // LAM-05, fall 1
    fired[4] |= u64::from(true) << 44;
    // LAM-05, fall 2
    fired[4] |= u64::from(matches!(f.befintlig_form, 1 | 2 | 3 | 4)) << 45;
    // LAM-06
    fired[4] |= u64::from(matches!(f.storleksskillnad, 1)) << 46;
    // LAM-07, fall 1
    fired[4] |= u64::from(f.nya_medlemmar) << 47;
    // LAM-07, fall 2
    fired[4] |= u64::from(f.nya_medlemmar) << 48;
    // LAM-08
    fired[4] |= u64::from((f.racker_egen_omorganisation || (f.antal_parter == 1))) << 49;
    fired
}
