/** A list of things: a table on wide screens, a card for each row on narrow ones. */
import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): ComponentChildren;
  /** Figures stand right under each other. */
  readonly isFigure?: boolean;
}

/** As cards it is drawn with other boxes, and a browser then takes it for no table: this keeps rows under their titles. */
export const ROLES = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  title: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

export function Table<Row>({
  caption,
  rows,
  columns,
  keyOf,
  empty,
}: {
  /** Read aloud before the rows. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  /** What is said when there are none. */
  readonly empty: string;
}) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <table class="list" {...ROLES.table}>
      <caption class="visually-hidden">{caption}</caption>
      <thead {...ROLES.rows}>
        <tr {...ROLES.row}>
          {columns.map(({ title, isFigure }) => (
            <th key={title} scope="col" class={isFigure ? 'figure' : ''} {...ROLES.title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rows}>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...ROLES.row}>
            {columns.map(({ title, cell, isFigure }) => (
              <td key={title} data-title={title} class={isFigure ? 'figure' : ''} {...ROLES.cell}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
