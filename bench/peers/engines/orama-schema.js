// Orama's types for articles with facets.
export const SCHEMA = {
  id: "string",
  title: "string",
  text: "string",
  source: "enum",
  people: "enum[]",
  orgs: "enum[]",
  places: "enum[]",
};
