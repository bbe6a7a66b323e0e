import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Block } from '../contract/pages.ts';
import { firstList, isAllowedLink, readMarkdown, spokenTexts } from './read-markdown.ts';

function paragraph(text: string): Block {
  return { kind: 'paragraph', spans: [{ text }] };
}

function linksOf(blocks: readonly Block[]): readonly string[] {
  const lines = blocks.flatMap((block) =>
    block.kind === 'line' ? [] : block.kind === 'list' ? block.items : [block.spans],
  );
  return lines.flat().flatMap(({ link }) => (link === undefined ? [] : [link]));
}

describe('a text of the club', () => {
  it('has headings, paragraphs, lists, quotes, lines and links', () => {
    assert.deepEqual(readMarkdown('# Een\n## Twee\n### Drie\nTekst\ngaat door.\n\n> Zei hij\n\n---'), [
      { kind: 'heading', level: 2, spans: [{ text: 'Een' }] },
      { kind: 'heading', level: 2, spans: [{ text: 'Twee' }] },
      { kind: 'heading', level: 3, spans: [{ text: 'Drie' }] },
      paragraph('Tekst gaat door.'),
      { kind: 'quote', spans: [{ text: 'Zei hij' }] },
      { kind: 'line' },
    ]);
    assert.deepEqual(readMarkdown('- a\n  - b\n- c\n\n1. x'), [
      { kind: 'list', ordered: false, items: [[{ text: 'a' }], [{ text: 'b' }], [{ text: 'c' }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'x' }]] },
    ]);
    assert.deepEqual(readMarkdown('**Let *op***: bel `*43`  \n[hier](https://a.example/ "t") \\*'), [
      {
        kind: 'paragraph',
        spans: [
          { text: 'Let ', strong: true },
          { text: 'op', strong: true, emphasis: true },
          { text: ': bel ' },
          { text: '*43', code: true },
          { text: '\n' },
          { text: 'hier', link: 'https://a.example/' },
          { text: ' *' },
        ],
      },
    ]);
  });

  it('leaves out no level of headings', () => {
    assert.deepEqual(
      readMarkdown('#### Een\n#### Twee').map((block) => block.kind === 'heading' && block.level),
      [2, 3],
    );
  });

  it('links addresses as people type them', () => {
    assert.deepEqual(linksOf(readMarkdown('Mail info@club.example, zie https://club.example/a?b=c&d.')), [
      'mailto:info@club.example',
      'https://club.example/a?b=c&d',
    ]);
    assert.deepEqual(linksOf(readMarkdown('[bel](tel:+31201234567) <https://club.example>')), [
      'tel:+31201234567',
      'https://club.example',
    ]);
  });

  for (const attack of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<!-- x --><svg/onload=alert(1)>',
    '![x](http://evil.example/pixel.gif)',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '[x](http://club.example/)',
    '[x](//evil.example/)',
    '[x](/beheer)',
    '[x][ref]\n\n[ref]: javascript:alert(1) "t"',
    '[ref]: http://evil.example/ "onmouseover=alert(1)"\n\n[ref]',
    '<javascript:alert(1)>',
    '<http://club.example/>',
  ]) {
    it(`leaves ${JSON.stringify(attack)} the text it is`, () => {
      const blocks = readMarkdown(attack);
      assert.deepEqual(linksOf(blocks), []);
      const shown = spokenTexts(blocks).join('').replace(/\s/g, '');
      assert.equal(shown, attack.replace(/\s/g, ''));
    });
  }

  it('makes no link of an address with a password in it, and none of an image', () => {
    assert.equal(isAllowedLink('https://kees:secret@evil.example/'), false);
    const [block] = readMarkdown('![x](https://a.example/pixel.gif)');
    assert.deepEqual(spokenTexts(block === undefined ? [] : [block]), ['![x](https://a.example/pixel.gif)']);
  });

  it('takes no attribute from the title of a link', () => {
    assert.deepEqual(readMarkdown('[x](https://a.example/ "\\" onclick=alert(1)")'), [
      { kind: 'paragraph', spans: [{ text: 'x', link: 'https://a.example/' }] },
    ]);
  });

  it('is read whatever it is, and links lead to nothing but what is allowed', () => {
    const pieces = fc.constantFrom(
      '[x](',
      ')',
      'https://a.b',
      'javascript:',
      '<',
      '>',
      '*',
      '**',
      '`',
      '- ',
      '> ',
      '# ',
      '\n',
      '![',
      ']: ',
      'a',
      '&lt;',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        assert.ok(linksOf(readMarkdown(parts.join(''))).every(isAllowedLink));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('may be as deep as it likes', () => {
    for (const sign of ['>', '- ', '1. ', '> - ', '[', '*', '_a ', '**a *b ', '`', '<', '![']) {
      assert.ok(spokenTexts(readMarkdown(sign.repeat(12_000 / sign.length))).length <= 12_000);
    }
  });

  it('has a short version in its first list', () => {
    assert.deepEqual(firstList(readMarkdown('Tekst\n\n- **een**\n- twee\n\nEn\n\n- drie')), ['een', 'twee']);
    assert.deepEqual(firstList(readMarkdown('Tekst')), []);
  });
});
