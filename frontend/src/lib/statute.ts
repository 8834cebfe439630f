/* A section sign, its number and its letter are one word; a line must not end between them. */
const joins: [RegExp, string][] = [
  [/(\d), (\d+ §)/g, '$1,\u00a0$2'],
  [/ (§+)/g, '\u00a0$1'],
  [/(§+) (\d[\d-]*)(?!\S| mom)/g, '$1\u00a0$2'],
  [/(\d) ([a-z])(?=\u00a0§| mom)/g, '$1\u00a0$2'],
  [/(\d) (mom\.|k\.)/g, '$1\u00a0$2'],
];

/** A statute as it is cited, broken between its parts only. */
export const statuteText = (cited: string) =>
  joins.reduce((text, [found, joined]) => text.replace(found, joined), cited);
