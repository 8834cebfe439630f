/* The face's tabular figures widen points and commas too, so that only the digits are set in them. */
const pieces = (text: string) => text.split(/(\d+)/).map((piece, at) => ({ piece, at }));

/** A number, an amount or a date whose digits stand under each other. */
export const Figures = ({ text }: { text: string }) =>
  pieces(text).map(({ piece, at }) =>
    at % 2 === 1 ? (
      <span key={at} className="tabular">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
