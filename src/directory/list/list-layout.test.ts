import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIST_FORMATS } from '../../store/directory-store.ts';
import { FOOT, placeRows, sheetOf } from './list-layout.ts';

function entries(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    number: String(100 + index),
    callsign: 'PX0AAA',
    name: 'Jan',
  }));
}

for (const format of LIST_FORMATS) {
  describe(`rows on ${format}`, () => {
    const sheet = sheetOf(format);
    const tops = { firstTop: 200, top: 60 };

    it('stay above the foot, in order, each once', () => {
      const pages = placeRows(entries(500), sheet, ({ number }) => (number === '110' ? 3 : 1), tops);
      const rows = pages.flat();
      assert.deepEqual(
        rows.map(({ entry }) => entry.number),
        entries(500).map(({ number }) => number),
      );
      const bottom = sheet.size[1] - sheet.margin - FOOT;
      assert.ok(rows.every(({ y, height }) => y >= tops.top && y + height <= bottom));
      assert.ok(pages.every((page) => page.length > 0));
      assert.equal(pages[0]?.[0]?.y, tops.firstTop);
      assert.equal(pages[1]?.[0]?.y, tops.top);
    });

    it('leave no column outside the paper', () => {
      const { x, width } = sheet.columns.name;
      assert.ok(x + width <= sheet.size[0] - sheet.margin + 0.01);
    });

    it('of nobody are one page', () => {
      assert.deepEqual(
        placeRows([], sheet, () => 1, tops),
        [[]],
      );
    });
  });
}
