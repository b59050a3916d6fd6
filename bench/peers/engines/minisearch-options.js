// MiniSearch's own advice for articles: a headline counts twice; what a list shows is stored.
export const OPTIONS = {
  fields: ["title", "text"],
  storeFields: ["title", "excerpt", "source", "people", "orgs", "places"],
  searchOptions: { boost: { title: 2 }, combineWith: "AND" },
};
