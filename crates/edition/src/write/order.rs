//! The numbers that articles and entities get in an edition.

use newsprint_model::{Article, DateSpan, EntityKind};

use super::EditionSource;

/// Articles in date order: by earliest day, then latest, then as given; undated ones last, as given.
pub(super) struct Order {
    /// For each number, the article's index in the source.
    originals: Vec<u32>,
}

impl Order {
    pub(super) fn of(articles: &[Article]) -> Order {
        let key = |nth: &u32| {
            let span: Option<DateSpan> = articles[*nth as usize].date.as_ref().map(|date| date.span);
            (span.is_none(), span, *nth)
        };
        let mut originals: Vec<u32> = (0..articles.len() as u32).collect();
        originals.sort_by_key(key);
        Order { originals }
    }

    /// Index in the source of a numbered article.
    pub(super) fn original(&self, number: usize) -> usize {
        self.originals[number] as usize
    }

    /// The source's articles by rising number.
    pub(super) fn articles<'a>(&'a self, source: &EditionSource<'a>) -> impl Iterator<Item = &'a Article> + use<'a> {
        let articles = source.articles;
        self.originals.iter().map(move |nth| &articles[*nth as usize])
    }
}

/// No number: an entity that no article names.
pub(super) const UNNAMED: u32 = u32::MAX;

/// Entities by how many articles name them, most first: the commonest numbers are the shortest.
pub(super) struct Entities {
    /// For each entity of the source, its number; `UNNAMED` when no article names it.
    pub numbers: Vec<u32>,
    /// For each number, the entity's index in the source.
    pub originals: Vec<u32>,
    /// For each number, the numbers of the articles that name it, rising.
    pub articles: Vec<Vec<u32>>,
    /// For each article of the source: entity numbers with their mentions there, most mentions first, then by number.
    pub of_articles: Vec<Vec<(u32, u32)>>,
    /// How many people, organisations and places.
    pub n_by_kind: [u32; 3],
}

impl Entities {
    pub(super) fn of(source: &EditionSource<'_>, order: &Order) -> Entities {
        let tagged = source.tagged;
        let mut articles: Vec<Vec<u32>> = vec![Vec::new(); tagged.entities.len()];
        let mut of_articles: Vec<Vec<(u32, u32)>> = vec![Vec::new(); source.articles.len()];
        for number in 0..source.articles.len() {
            let nth = order.original(number);
            let mut named: Vec<u32> = tagged.mentions[nth].iter().map(|mention| mention.entity.0).collect();
            let n_mentions = named.len();
            named.extend(tagged.supplied[nth].iter().map(|entity| entity.0));
            let mut counted = std::collections::BTreeMap::<u32, u32>::new();
            for (at, entity) in named.into_iter().enumerate() {
                *counted.entry(entity).or_default() += u32::from(at < n_mentions);
            }
            counted.keys().for_each(|entity| articles[*entity as usize].push(number as u32));
            of_articles[nth] = counted.into_iter().collect();
        }
        let mut originals: Vec<u32> =
            (0..tagged.entities.len() as u32).filter(|nth| !articles[*nth as usize].is_empty()).collect();
        originals.sort_by(|a, b| {
            let (n_a, n_b) = (articles[*a as usize].len(), articles[*b as usize].len());
            let (a, b) = (&tagged.entities[*a as usize], &tagged.entities[*b as usize]);
            n_b.cmp(&n_a).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
        });
        let mut numbers = vec![UNNAMED; tagged.entities.len()];
        let mut n_by_kind = [0; 3];
        for (number, nth) in originals.iter().enumerate() {
            numbers[*nth as usize] = number as u32;
            let kind = tagged.entities[*nth as usize].kind;
            let of_kind = EntityKind::ALL.iter().position(|listed| *listed == kind).unwrap_or(0);
            n_by_kind[of_kind] += 1;
        }
        for named in &mut of_articles {
            named.iter_mut().for_each(|(entity, _)| *entity = numbers[*entity as usize]);
            named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        }
        let articles = originals.iter().map(|nth| std::mem::take(&mut articles[*nth as usize])).collect();
        Entities { numbers, originals, articles, of_articles, n_by_kind }
    }
}
