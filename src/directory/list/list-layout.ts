import type { DirectoryEntry, ListFormat } from '../../store/directory-store.ts';

/** Sizes in points, 72 to the inch. */
export interface Sheet {
  readonly size: readonly [width: number, height: number];
  readonly margin: number;
  readonly textSize: number;
  readonly smallSize: number;
  readonly titleSize: number;
  readonly columns: Readonly<Record<keyof DirectoryEntry, Column>>;
  /** Of one line of text. */
  readonly lineHeight: number;
  /** Above and below the text of a row. */
  readonly padding: number;
}

export interface Column {
  readonly x: number;
  readonly width: number;
}

export interface PlacedRow {
  readonly entry: DirectoryEntry;
  readonly y: number;
  readonly height: number;
}

export const COLUMN_NAMES = ['number', 'callsign', 'name'] as const;

const A4 = [595.28, 841.89] as const;
const A5 = [419.53, 595.28] as const;
/** Kept free at the foot for the lines that stand on every page. */
export const FOOT = 34;

export function sheetOf(format: ListFormat): Sheet {
  switch (format) {
    case 'a4':
      return sheet(A4, 48, 10.5);
    // Large print begins at 16 points.
    case 'a4-large':
      return sheet(A4, 42, 16);
    case 'a5':
      return sheet(A5, 32, 9.5);
  }
}

function sheet(size: readonly [number, number], margin: number, textSize: number): Sheet {
  const width = size[0] - 2 * margin;
  const number = textSize * 6.5;
  const callsign = textSize * 8;
  return {
    size,
    margin,
    textSize,
    smallSize: Math.max(8, textSize * 0.76),
    titleSize: textSize * 1.9,
    columns: {
      number: { x: margin, width: number },
      callsign: { x: margin + number, width: callsign },
      name: { x: margin + number + callsign, width: width - number - callsign },
    },
    lineHeight: textSize * 1.2,
    padding: textSize * 0.35,
  };
}

/**
 * Rows on pages. A name may take several lines; a row never breaks. `firstTop` and `top` are where the rows begin, on
 * the first page and on the others. There is always one page.
 */
export function placeRows(
  entries: readonly DirectoryEntry[],
  sheet: Sheet,
  linesOf: (entry: DirectoryEntry) => number,
  { firstTop, top }: { readonly firstTop: number; readonly top: number },
): PlacedRow[][] {
  const bottom = sheet.size[1] - sheet.margin - FOOT;
  const pages: PlacedRow[][] = [[]];
  let y = firstTop;
  for (const entry of entries) {
    const height = linesOf(entry) * sheet.lineHeight + 2 * sheet.padding;
    if (y + height > bottom) {
      pages.push([]);
      y = top;
    }
    pages.at(-1)?.push({ entry, y, height });
    y += height;
  }
  return pages;
}
