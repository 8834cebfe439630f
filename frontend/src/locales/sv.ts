/** Every word of one language, in one file to fetch. */
export const words = import.meta.glob<Record<string, unknown>>('./sv/*.json', {
  import: 'default',
  eager: true,
});
