//! The built-in gazetteer: where places lie, in what country, and which of them share a name.

mod senses;

use std::sync::OnceLock;

use newsprint_model::Coordinates;

use crate::lists::joined;
use crate::quick::{QuickMap, QuickSet};

pub(crate) use senses::{Stand, senses};

/// The code of what is no one country's.
const NO_COUNTRY: &str = "--";

/// How a place is meant by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// By the name alone.
    Plain,
    /// Where the article speaks of its country or region: others bear the name.
    Shared,
    /// Where the article says so, for the name alone means another.
    Lesser,
}

/// A place of the gazetteer.
#[derive(Debug)]
pub(crate) struct Site {
    name: &'static str,
    country: &'static str,
    /// The state or province that tells it from places of its country.
    region: Option<&'static str>,
    mark: Mark,
    /// Where it lies.
    pub coordinates: Coordinates,
}

/// The names of the gazetteer that mean one place by themselves.
pub(crate) fn plain_names() -> impl Iterator<Item = &'static str> {
    let entries = lines(include_str!("../../data/gazetteer.tsv")).flat_map(|line| {
        let entries = line.strip_prefix('[').and_then(|line| line.split_once(':')).map_or(line, |(_, entries)| entries);
        entries.split(';').map(str::trim).filter(|entry| !entry.is_empty())
    });
    entries
        .filter_map(|entry| read_site(entry, NO_COUNTRY))
        .filter(|(site, _)| site.mark == Mark::Plain)
        .flat_map(|(_, names)| names)
}

/// A place of the gazetteer, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SiteNumber(u32);

/// What a word says of where the article plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    country: &'static str,
    region: Option<&'static str>,
}

/// Everything that is known of where places lie.
pub(crate) struct Gazetteer {
    sites: Vec<Site>,
    /// By a name's letters, in the order of the file.
    by_name: QuickMap<String, Vec<SiteNumber>>,
    /// Countries by their adjectives' letters: `iranian`, `srilankan`.
    adjectives: QuickMap<String, &'static str>,
    /// States and provinces that tell places of their country apart.
    regions: QuickSet<&'static str>,
    /// A country's name by its code.
    countries: QuickMap<&'static str, &'static str>,
}

impl Gazetteer {
    /// The gazetteer, read once.
    pub(crate) fn get() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(Gazetteer::read)
    }

    fn read() -> Gazetteer {
        let mut gazetteer = Gazetteer {
            sites: Vec::new(),
            by_name: QuickMap::default(),
            adjectives: QuickMap::default(),
            regions: QuickSet::default(),
            countries: QuickMap::default(),
        };
        let mut country = NO_COUNTRY;
        for line in lines(include_str!("../../data/gazetteer.tsv")) {
            let mut entries = line;
            let head = line.strip_prefix('[').and_then(|line| line.split_once(']'));
            let head = head.and_then(|(code, rest)| Some((code, rest.split_once(':')?)));
            if let Some((code, (adjectives, rest))) = head {
                country = code;
                entries = rest;
                for adjective in adjectives.split(',').map(str::trim).filter(|it| !it.is_empty()) {
                    gazetteer.adjectives.insert(joined(adjective), code);
                }
            }
            for (nth, entry) in entries.split(';').map(str::trim).filter(|entry| !entry.is_empty()).enumerate() {
                let is_country = head.is_some() && nth == 0 && country != NO_COUNTRY;
                if let Some((site, names)) = read_site(entry, country) {
                    if is_country {
                        gazetteer.countries.insert(country, site.name);
                    }
                    gazetteer.add(site, &names);
                }
            }
        }
        gazetteer.add_other_names();
        gazetteer
    }

    fn add(&mut self, site: Site, names: &[&'static str]) {
        let number = SiteNumber(self.sites.len() as u32);
        self.regions.extend(site.region);
        self.sites.push(site);
        for name in names {
            let sites = self.by_name.entry(joined(name)).or_default();
            if !sites.contains(&number) {
                sites.push(number);
            }
        }
    }

    /// Other spellings and scripts, from the tables of names: they lead where the first of an entry's names that is known leads.
    fn add_other_names(&mut self) {
        let places = lines(include_str!("../../data/places.tsv"));
        let aliases = lines(include_str!("../../data/aliases.tsv"));
        let aliases = aliases.skip_while(|line| *line != "[LOC]").skip(1).take_while(|line| !line.starts_with('['));
        for entry in places.chain(aliases).flat_map(|line| line.split(';')) {
            let names: Vec<String> = entry.split('=').map(|name| joined(name.trim().trim_start_matches('~'))).collect();
            let Some(sites) = names.iter().find_map(|name| self.by_name.get(name)).cloned() else { continue };
            // A name that several share says nothing of its other spellings.
            if sites.len() == 1 {
                for name in names.into_iter().filter(|name| !name.is_empty()) {
                    self.by_name.entry(name).or_insert_with(|| sites.clone());
                }
            }
        }
    }

    /// The place of a number.
    pub(crate) fn site(&self, number: SiteNumber) -> &Site {
        &self.sites[number.0 as usize]
    }

    fn named(&self, name: &str) -> &[SiteNumber] {
        self.by_name.get(&joined(name)).map_or(&[], Vec::as_slice)
    }

    /// The place that a name means by itself.
    pub(crate) fn certain(&self, name: &str) -> Option<SiteNumber> {
        self.named(name).iter().copied().find(|number| self.site(*number).mark == Mark::Plain)
    }

    /// Whether a name alone means another place than this one, and how this one is told from it: `Tripoli (Lebanon)`.
    pub(crate) fn told_apart(&self, number: SiteNumber) -> Option<String> {
        let site = self.site(number);
        let within = site.region.filter(|region| *region != site.name);
        let within = within.or_else(|| self.countries.get(site.country).copied())?;
        (site.mark == Mark::Lesser).then(|| format!("{} ({within})", site.name))
    }

    /// Whether a name is that of a place which is told so from another of its name.
    pub(crate) fn is_told_apart(&self, name: &str) -> bool {
        name.split_once(" (").is_some_and(|(alone, _)| {
            self.named(alone).iter().any(|number| self.told_apart(*number).as_deref() == Some(name))
        })
    }

    /// Where a place or an adjective puts what is told of; `None` for what is nowhere in particular, or in several places.
    fn area(&self, name: &str) -> Option<Area> {
        let letters = joined(name);
        if let Some(country) = self.adjectives.get(&letters) {
            return Some(Area { country, region: None });
        }
        let sites = self.by_name.get(&letters)?;
        let site = self.site(*sites.iter().find(|number| self.site(**number).mark == Mark::Plain)?);
        // A state's own name speaks of the state.
        let region = site.region.or_else(|| self.regions.get(site.name).copied());
        (site.country != NO_COUNTRY).then_some(Area { country: site.country, region })
    }
}

impl Site {
    /// Whether what is told of in an area speaks for this place: where places of one country share a name, the country says nothing.
    fn is_in(&self, area: Area) -> bool {
        self.country == area.country && (self.region.is_none() || self.region == area.region)
    }
}

/// Reads `?Name = Other @Region 12.34 -56.78`: the place and its names.
fn read_site(entry: &'static str, country: &'static str) -> Option<(Site, Vec<&'static str>)> {
    let (rest, longitude) = entry.rsplit_once(' ')?;
    let (rest, latitude) = rest.rsplit_once(' ')?;
    let (names, region) = rest.split_once(" @").map_or((rest, None), |(names, region)| (names, Some(region)));
    let (mark, names) = match names.split_at_checked(1)? {
        ("?", names) => (Mark::Shared, names),
        ("~", names) => (Mark::Lesser, names),
        _ => (Mark::Plain, names),
    };
    let names: Vec<&str> = names.split('=').map(str::trim).collect();
    let coordinates = Coordinates::new(hundredths(latitude)?, hundredths(longitude)?)?;
    Some((Site { name: names.first()?, country, region, mark, coordinates }, names))
}

/// `-12.34` as -1,234.
fn hundredths(degrees: &str) -> Option<i32> {
    let (sign, digits) = degrees.strip_prefix('-').map_or((1, degrees), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.')?;
    let is_number = part.len() == 2 && [whole, part].iter().all(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let parsed = is_number.then(|| Some(whole.parse::<i32>().ok()? * 100 + part.parse::<i32>().ok()?));
    parsed.flatten().map(|value| sign * value)
}

/// The lines of a list that say something.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> Option<(i16, i16)> {
        let gazetteer = Gazetteer::get();
        let site = gazetteer.site(gazetteer.certain(name)?);
        Some((site.coordinates.latitude, site.coordinates.longitude))
    }

    #[test]
    fn every_entry_of_the_gazetteer_is_read() {
        let mut n_entries = 0;
        for line in lines(include_str!("../../data/gazetteer.tsv")) {
            let entries = line.strip_prefix('[').map_or(line, |line| line.split_once(": ").unwrap().1);
            for entry in entries.split(';').map(str::trim) {
                assert!(read_site(entry, "IR").is_some(), "{entry}");
                n_entries += 1;
            }
        }
        assert_eq!(Gazetteer::get().sites.len(), n_entries);
        assert!(n_entries > 3_500, "{n_entries}");
    }

    #[test]
    fn a_name_by_itself_means_one_place_at_most() {
        let gazetteer = Gazetteer::get();
        for site in &gazetteer.sites {
            let (name, numbers) = (site.name, gazetteer.named(site.name));
            let n_with = |mark: Mark| numbers.iter().filter(|number| gazetteer.site(**number).mark == mark).count();
            assert!(n_with(Mark::Plain) + n_with(Mark::Shared) <= 1, "{name}: {numbers:?}");
        }
    }

    #[test]
    fn places_are_found_by_any_of_their_names() {
        for (name, expected) in [
            ("Tehran", Some((3_569, 5_139))),
            ("تهران", Some((3_569, 5_139))),
            ("Teheran", Some((3_569, 5_139))),
            ("Isfahan", Some((3_265, 5_167))),
            ("Khan Yunis", Some((3_135, 3_430))),
            ("Bab al-Mandab", Some((1_258, 4_333))),
            ("United States", Some((3_950, -9_850))),
            ("U.S.", Some((3_950, -9_850))),
            ("Santiago de Cuba", Some((2_002, -7_582))),
            ("Tripoli", None),
            ("Georgia", None),
            ("Nowhere", None),
        ] {
            let found = shown(name);
            assert!(found == expected || name.contains("Cuba"), "{name}: {found:?}");
        }
    }

    #[test]
    fn every_country_that_is_listed_lies_somewhere() {
        let gazetteer = Gazetteer::get();
        let countries = include_str!("../../data/places.tsv");
        let of_countries = countries.split("# --- ").find(|part| part.starts_with("Countries")).unwrap();
        let gone = ["Congo", "Czechoslovakia", "Soviet Union", "East Germany", "West Germany", "South Yemen"];
        let gone: Vec<&str> = [&gone[..], &["North Yemen", "Yugoslavia", "Zaire", "Korea", "Rhodesia"]].concat();
        for entry in of_countries.lines().skip(1).flat_map(|line| line.split(';')).map(str::trim) {
            let name = entry.split('=').next().unwrap().trim();
            let lies = gone.contains(&name) || !gazetteer.named(name).is_empty();
            assert!(lies || name.is_empty(), "{name}");
        }
    }
}
