// FlexSearch's defaults for a document index with tags and a store.
export const OPTIONS = {
  document: {
    id: "id",
    store: ["title", "excerpt", "source", "people", "orgs", "places"],
    index: ["title", "text"],
    tag: ["source", "people", "orgs", "places"],
  },
};
