/* A month is written as the contract does, such as `2026-11`. */

const counted = (month: string) => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return year * 12 + number - 1;
};

/** The month so many months later, or earlier. */
export const monthAfter = (month: string, by: number) => {
  const count = counted(month) + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
};

export const monthOf = (on: string) => on.slice(0, 7);

/** The months of a year as far as it has come, the latest first. */
export const monthsOf = (year: string, today: string) => {
  const last = year === today.slice(0, 4) ? Number(today.slice(5, 7)) : 12;
  return Array.from({ length: last }, (_, at) => monthAfter(`${year}-01`, last - 1 - at));
};
