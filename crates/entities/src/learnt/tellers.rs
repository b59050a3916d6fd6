//! Plain nouns by which an article says what a name names: `Foo is a village`, `the band Foo`, `Foo, a brewer`.

use std::sync::OnceLock;

use crate::quick::QuickMap;

/// Nouns of people, of bodies, of places, of works and other things: each kind a bit, in this order.
const NOUNS: [&str; 4] = [
    "actor actress singer songwriter rapper musician composer conductor pianist guitarist bassist drummer violinist dancer comedian filmmaker director producer \
     screenwriter playwright writer author novelist poet journalist reporter columnist critic commentator editor broadcaster presenter photographer artist painter \
     sculptor architect designer model activist campaigner dissident lawyer attorney prosecutor judge politician lawmaker legislator senator congressman mayor \
     governor minister president premier chancellor ambassador diplomat spokesman spokeswoman chairman coach captain footballer striker midfielder defender \
     goalkeeper winger quarterback linebacker pitcher catcher batsman bowler cricketer cyclist swimmer boxer wrestler sprinter runner skater skier golfer driver \
     racer rower player scientist physicist chemist biologist botanist geologist astronomer mathematician economist historian philosopher theologian sociologist \
     psychologist linguist anthropologist archaeologist engineer inventor professor teacher scholar doctor physician surgeon nurse priest bishop archbishop \
     cardinal monk nun rabbi cleric preacher missionary saint soldier general admiral officer commander pilot astronaut explorer businessman businesswoman \
     entrepreneur executive banker industrialist philanthropist king queen prince princess emperor duke baron count nobleman son daughter brother sister wife \
     husband father mother man woman boy girl victim suspect leader revolutionary rebel militant programmer developer chef expert analyst deputy",
    "band group duo trio quartet orchestra choir ensemble company firm corporation subsidiary manufacturer maker carmaker automaker brewer brewery retailer supplier \
     developer publisher bank insurer lender airline operator provider consultancy studio label agency organization organisation association federation union \
     institute institution university college school academy seminary foundation charity society club team squad franchise party coalition alliance faction \
     movement militia army regiment brigade battalion squadron division newspaper daily weekly magazine journal broadcaster network channel station website \
     council committee commission ministry department authority court parliament church congregation diocese hospital museum library theatre league conglomerate \
     chain restaurant cartel gang tribe",
    "village town city hamlet suburb neighbourhood neighborhood district municipality parish commune county province region prefecture governorate oblast state \
     territory country nation kingdom republic emirate island islands islet archipelago peninsula cape bay gulf strait sea lake reservoir river stream creek \
     tributary canal valley mountain mountains peak hill range volcano glacier desert plain plateau forest park reserve beach coast port harbour harbor street \
     road highway motorway route bridge tunnel square building house mansion castle palace fort fortress tower monument temple mosque cathedral airport \
     airfield stadium arena cemetery settlement community capital borough ward locality constituency site",
    "film movie documentary sequel album song single track soundtrack ep book novel memoir story poem play musical opera symphony ballet painting sculpture sitcom \
     series show programme program episode comic manga game videogame console software browser language dialect font format standard protocol system computer \
     device car sedan motorcycle locomotive train ship vessel frigate destroyer submarine cruiser aircraft airliner bomber fighter jet helicopter missile rocket \
     rifle pistol tank satellite spacecraft probe brand beer drug medicine vaccine virus disease award prize medal trophy festival tournament championship cup \
     race contest competition event war battle siege campaign operation offensive treaty accord agreement act bill law project hurricane typhoon storm \
     earthquake religion sect ethnic genus species breed theory character symbol holiday",
];

/// Which kinds a noun tells, a bit for each; 0 for most words.
pub(super) fn kinds_of(word: &str) -> u8 {
    static KINDS: OnceLock<QuickMap<&'static str, u8>> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let mut kinds: QuickMap<&'static str, u8> = QuickMap::default();
        for (nth, nouns) in NOUNS.iter().enumerate() {
            for noun in nouns.split_whitespace() {
                *kinds.entry(noun).or_default() |= 1 << nth;
            }
        }
        kinds
    });
    kinds.get(word).copied().unwrap_or(0)
}
