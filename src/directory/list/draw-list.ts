import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { DirectoryEntry } from '../../store/directory-store.ts';
import { inOrder, type ListDocument } from './list-document.ts';
import { COLUMN_NAMES, FOOT, type PlacedRow, placeRows, type Sheet, sheetOf } from './list-layout.ts';
import { issueLine, listDate, listWords } from './list-words.ts';

/** Made for screens and paper, free, and it has the letters of every European name, "Łódź" included. */
const FONTS = {
  regular: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
} as const;

const INK = { text: '#1A1F24', muted: '#4B5560', line: '#C3CAD1', watermark: '#8A949E' } as const;

/** Rows between two words of progress. */
const TELL_EVERY = 25;

export interface DrawnList {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Numbers of those whose name has a character the font cannot draw. */
  readonly undrawable: readonly string[];
}

/** The list as a tagged PDF, not yet encrypted: a heading, two paragraphs and one table (ISO 32000-2 §14.8). */
export async function drawList(
  document: ListDocument,
  onProgress: (done: number, total: number) => void,
): Promise<DrawnList> {
  const drawing = new Drawing(document, onProgress);
  return drawing.draw();
}

class Drawing {
  readonly #document: ListDocument;
  readonly #onProgress: (done: number, total: number) => void;
  readonly #sheet: Sheet;
  readonly #words: ReturnType<typeof listWords>;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #bytes: Buffer[] = [];

  constructor(document: ListDocument, onProgress: (done: number, total: number) => void) {
    this.#document = document;
    this.#onProgress = onProgress;
    this.#sheet = sheetOf(document.format);
    this.#words = listWords(document.language);
    this.#pdf = new PDFDocument({
      size: [...this.#sheet.size],
      margin: this.#sheet.margin,
      pdfVersion: '1.7',
      tagged: true,
      lang: document.language,
      displayTitle: true,
      autoFirstPage: false,
      font: FONTS.regular,
      info: {
        Title: issueLine(document),
        Author: document.exchange,
        Creator: 'hamvoip',
        CreationDate: new Date(document.madeAtMs),
      },
    });
    this.#pdf.on('data', (piece: Buffer) => this.#bytes.push(piece));
  }

  async draw(): Promise<DrawnList> {
    const pdf = this.#pdf;
    const { language, order } = this.#document;
    const entries = inOrder(this.#document.entries, order, language);
    const ended = new Promise<void>((resolve, reject) => {
      pdf.on('end', resolve);
      pdf.on('error', reject);
    });
    const root = pdf.struct('Document');
    pdf.addStructure(root);
    pdf.addPage();
    const firstTop = this.#drawHead(root, entries.length);
    const top = this.#sheet.margin + this.#headerHeight();
    const pages = placeRows(entries, this.#sheet, (entry) => this.#linesOf(entry), { firstTop, top });
    this.#drawTable(root, pages, firstTop);
    root.end();
    pdf.end();
    await ended;
    return { pdf: Buffer.concat(this.#bytes), pages: pages.length, undrawable: this.#undrawable(entries) };
  }

  /** Title, issue and what is asked of the reader; gives where the rows begin. */
  #drawHead(root: PDFKit.PDFStructureElement, count: number): number {
    const pdf = this.#pdf;
    const { title, issue, count: counted, restriction, advice, nobody } = this.#words;
    const { margin, size, textSize, titleSize } = this.#sheet;
    const width = size[0] - 2 * margin;
    const { issue: number, exchange } = this.#document;
    let y = margin;
    const paragraph = (tag: 'H1' | 'P', font: keyof typeof FONTS, points: number, text: string): void => {
      root.add(
        pdf.struct(tag, {}, [
          () => {
            pdf.font(FONTS[font], points).fillColor(INK.text).text(text, margin, y, { width });
            y = pdf.y;
          },
        ]),
      );
      y += textSize * 0.5;
    };
    paragraph('H1', 'bold', titleSize, `${title} ${exchange}`);
    const line = `${issue(number)} · ${listDate(this.#document)} · ${counted(count)}`;
    paragraph('P', 'bold', textSize * 1.1, line.charAt(0).toUpperCase() + line.slice(1));
    paragraph('P', 'regular', textSize, `${restriction}. ${advice}`);
    if (count === 0) paragraph('P', 'regular', textSize, nobody);
    return y + textSize * 0.5 + this.#headerHeight();
  }

  #headerHeight(): number {
    const { lineHeight, padding } = this.#sheet;
    return lineHeight + 3 * padding;
  }

  /** The head of the table is read aloud once and drawn on every page. */
  #drawTable(
    root: PDFKit.PDFStructureElement,
    pages: readonly (readonly PlacedRow[])[],
    firstTop: number,
  ): void {
    const pdf = this.#pdf;
    const total = this.#document.entries.length;
    // An element that is made must be given its place: a list of nobody has no table.
    const table = total === 0 ? undefined : this.#beginTable(root, firstTop - this.#headerHeight());
    let done = 0;
    for (const [index, rows] of pages.entries()) {
      if (index > 0) {
        pdf.addPage();
        this.#artifact('Layout', () => this.#drawHeader(this.#sheet.margin));
      }
      for (const row of rows) {
        table?.body.add(this.#row(row));
        done += 1;
        if (done % TELL_EVERY === 0) this.#onProgress(done, total);
      }
      this.#drawEdges(index + 1, pages.length);
    }
    table?.whole.end();
    this.#onProgress(total, total);
  }

  #beginTable(root: PDFKit.PDFStructureElement, y: number) {
    const pdf = this.#pdf;
    const whole = pdf.struct('Table', { title: this.#words.title });
    const body = pdf.struct('TBody');
    root.add(whole);
    whole.add(pdf.struct('THead', {}, [this.#headerRow(y)])).add(body);
    return { whole, body };
  }

  #headerRow(y: number): PDFKit.PDFStructureElement {
    const pdf = this.#pdf;
    const cells = COLUMN_NAMES.map((name) =>
      pdf.struct('TH', scope('Column'), [() => this.#headerCell(name, y)]),
    );
    return pdf.struct('TR', {}, cells);
  }

  #drawHeader(y: number): void {
    for (const name of COLUMN_NAMES) this.#headerCell(name, y);
  }

  #headerCell(name: keyof DirectoryEntry, y: number): void {
    const { columns, textSize } = this.#sheet;
    const { x, width } = columns[name];
    this.#pdf
      .font(FONTS.bold, textSize)
      .fillColor(INK.text)
      .text(this.#words.columns[name], x, y, { width, lineBreak: false });
  }

  #row({ entry, y, height }: PlacedRow): PDFKit.PDFStructureElement {
    const pdf = this.#pdf;
    const { columns, textSize, padding } = this.#sheet;
    const cells = COLUMN_NAMES.map((name) => {
      const draw = (): void => {
        const { x, width } = columns[name];
        pdf
          .font(fontOf(name), textSize)
          .fillColor(INK.text)
          .text(entry[name], x, y + padding, { width: width - padding, lineGap: this.#lineGap() });
      };
      return name === 'number' ? pdf.struct('TH', scope('Row'), [draw]) : pdf.struct('TD', {}, [draw]);
    });
    this.#artifact('Layout', () => this.#rule(y + height));
    return pdf.struct('TR', {}, cells);
  }

  #rule(y: number): void {
    const { margin, size } = this.#sheet;
    this.#pdf
      .moveTo(margin, y)
      .lineTo(size[0] - margin, y)
      .lineWidth(0.5)
      .strokeColor(INK.line)
      .stroke();
  }

  /** On every page: which issue of when, for whom, and up the side once more as a watermark. */
  #drawEdges(page: number, of: number): void {
    const pdf = this.#pdf;
    const { margin, size, smallSize } = this.#sheet;
    const width = size[0] - 2 * margin;
    const y = size[1] - margin - FOOT + 8;
    const { restriction, page: numbered } = this.#words;
    pdf.font(FONTS.regular, smallSize);
    this.#artifact('Pagination', () => {
      const line = { width, lineBreak: false } as const;
      pdf.fillColor(INK.muted).text(issueLine(this.#document), margin, y, line);
      pdf.text(restriction, margin, y + smallSize * 1.3, line);
      pdf.text(numbered(page, of), margin, y + smallSize * 1.3, { ...line, align: 'right' });
    });
    this.#artifact('Pagination', () => {
      const x = size[0] - margin / 2 - smallSize / 2;
      pdf
        .save()
        .rotate(90, { origin: [x, margin] })
        .fillColor(INK.watermark)
        .text(`${restriction} · ${issueLine(this.#document)}`, x, margin, { lineBreak: false })
        .restore();
    });
  }

  /** Not part of what is read aloud. */
  #artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#pdf.markContent('Artifact', { type });
    draw();
    this.#pdf.endMarkedContent();
  }

  #linesOf(entry: DirectoryEntry): number {
    const pdf = this.#pdf;
    const { columns, textSize, padding, lineHeight } = this.#sheet;
    const lines = COLUMN_NAMES.map((name) => {
      const width = columns[name].width - padding;
      pdf.font(fontOf(name), textSize);
      if (pdf.widthOfString(entry[name]) <= width) return 1;
      const height = pdf.heightOfString(entry[name], { width, lineGap: this.#lineGap() });
      return Math.max(1, Math.round(height / lineHeight));
    });
    return Math.max(...lines);
  }

  #lineGap(): number {
    const { lineHeight, textSize } = this.#sheet;
    return lineHeight - this.#pdf.font(FONTS.regular, textSize).currentLineHeight(true);
  }

  #undrawable(entries: readonly DirectoryEntry[]): string[] {
    const { font } = (this.#pdf.font(FONTS.regular) as unknown as FontInUse)._font;
    const has = (text: string): boolean =>
      [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
    return entries.filter(({ callsign, name }) => !has(callsign + name)).map(({ number }) => number);
  }
}

/** Which cells a head is of (ISO 32000-2 §14.8.5.7); the types of pdfkit do not know it. */
function scope(of: 'Row' | 'Column'): object {
  return { scope: of };
}

function fontOf(column: keyof DirectoryEntry): string {
  return column === 'number' ? FONTS.bold : FONTS.regular;
}

/** pdfkit does not tell what a font lacks; its font reader does. */
interface FontInUse {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}
