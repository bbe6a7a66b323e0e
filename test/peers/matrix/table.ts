/** The page docs/phones/interop.md, from what a run saw. It holds no date and no figure, so that a rerun gives it again. */
import { type Column, EVERY_TRANSPORT, type Outcome } from './matrix.ts';
import type { PeerProgram } from './programs.ts';
import { ROWS } from './rows.ts';

const TOP = `# Phones that were tried

Written by \`npm run test:peers\`, which plays all of it with the real programs against an exchange that \`npm start\` started: what stands here happened in the last run; a run that sees something else fails and writes this page anew.
`;

const READING = `## How to read it

- **works**: all of the row's story happened, as the program saw it and as the other phones and the exchange did.
- **–**: the program cannot; the note says why. The exchange could: see the other columns.
- **fails**: what went wrong, in the words of the test. A page with such a cell is never released.

The other side is a strict phone of the test kit that complains about every message an exchange may not send; it is on UDP over IPv4, so a call of every other column goes from one transport to another. Transfers end with two of these phones that hear each other's tones. Sound is listened to both ways with baresip and Linphone. SIPp's calls are silent, and JsSIP signals in a real browser while the page plays the part of its sound (the exchange has no WebRTC yet): there the rows are about signalling.
`;

const RUNNING = `## How to run it

\`\`\`
npm run test:peers                                                  # with all other stories of real programs
node bin/on-pinned-node.js test/run.ts peers interop                # the matrix alone, two minutes on two cores
MATRIX='JsSIP WSS' node bin/on-pinned-node.js test/run.ts peers interop   # only columns with these words
\`\`\`

The programs are Debian 12's; \`.ci/run\` installs them. A run of some columns does not write this page. A new program is a \`Peer\` in \`test/peers/matrix\` and an entry in \`programs.ts\`; a new row is a story in \`stories.ts\`, one for SIPp in \`sipp-calls.ts\`, and an entry in \`rows.ts\`.
`;

export function writeTable(columns: readonly Column[]): string {
  const notes: string[] = [];
  const cell = (outcome: Outcome | undefined): string => {
    if (outcome === undefined) return '';
    if (outcome.kind === 'works') return 'works';
    if (outcome.kind === 'fails') return `**fails**: ${inOneLine(outcome.how)}`;
    if (!notes.includes(outcome.why)) notes.push(outcome.why);
    return `– <sup>${notes.indexOf(outcome.why) + 1}</sup>`;
  };
  const lines = ROWS.map(({ name }) => row([name, ...columns.map(({ cells }) => cell(cells.get(name)))]));
  const heads = columns.map(({ program, transport }) => `${firstWord(program)} ${transport}`);
  const table = [row(['', ...heads]), row(['---', ...columns.map(() => '---')]), ...lines];
  const numbered = notes.map((note, index) => `${index + 1}. ${capital(note)}.`);
  const programs = [...new Set(columns.map(({ program }) => program))];
  return [
    TOP,
    `${table.join('\n')}\n`,
    `${numbered.join('\n')}\n`,
    `## The programs\n\n${programs.map(describe).join('\n')}\n`,
    `## The rows\n\n${ROWS.map(({ name, means }) => `- **${name}**: ${means}.`).join('\n')}\n`,
    READING,
    RUNNING,
  ].join('\n');
}

/** Which transports it has, and why not the others. */
function describe({ name, source, transports, withoutTransport }: PeerProgram): string {
  const others = EVERY_TRANSPORT.filter((transport) => !transports.includes(transport));
  const reasons = new Set(others.map((transport) => withoutTransport[transport] ?? ''));
  const missing = [...reasons].map((why) => {
    const which = others.filter((transport) => (withoutTransport[transport] ?? '') === why);
    return ` Not over ${which.join(' and ')}: ${why}.`;
  });
  return `- **${name}** (${source}) over ${transports.join(', ')}.${missing.join('')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function firstWord({ name }: PeerProgram): string {
  return name.split(' ')[0] ?? name;
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 200);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
