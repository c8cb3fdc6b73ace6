/** Stands in a line for `columns` columns that are not drawn. Its size is its own: a number set above all cells would have
 *  the browser look at each of them anew. */
export const Gap = ({ columns }: { columns: number }) =>
  columns > 0 ? (
    <i
      className="jgap"
      aria-hidden="true"
      style={{ flexGrow: columns, flexBasis: `calc(${columns} * var(--col-lesson))` }}
    />
  ) : null;
