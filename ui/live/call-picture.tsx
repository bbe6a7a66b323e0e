import type { LiveExtension, LiveRoom } from '../../src/web/contract/live.ts';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import type { Call } from '../../src/web/contract.ts';
import { StateIcon } from '../components/state.tsx';
import { useCalm } from '../islands/use-live.ts';
import { liveWords } from '../words/live.ts';
import { LINE_KINDS, type LineKind } from './call-lines.ts';
import { layOutRing, type RingNode } from './ring-layout.ts';
import type { StateCounts } from './tiles-shown.ts';

const THICKEST = 8;

/** Who is connected with whom. What it shows stands in words above it, and in the tables beside it. */
export function CallPicture({
  language,
  extensions,
  others,
  calls,
  rooms,
  nowMs,
}: {
  readonly language: PageLanguage;
  readonly extensions: readonly LiveExtension[];
  readonly others: StateCounts;
  readonly calls: readonly Call[];
  readonly rooms: readonly LiveRoom[];
  readonly nowMs: number;
}) {
  const words = liveWords[language];
  const { size, nodes, hubs, lines, isGrouped } = layOutRing({ extensions, calls, rooms, nowMs });
  const people = rooms.reduce((sum, room) => sum + room.people.length, 0);
  const known = extensions.filter(({ state }) => state === 'reachable' || state === 'do-not-disturb').length;
  const quiet = known + (others.reachable ?? 0) + (others['do-not-disturb'] ?? 0);
  const conferences = new Set(rooms.map(({ number }) => number));
  const between = calls.filter(({ reached }) => !conferences.has(reached)).length;
  const summary = words.summary(between, people, quiet);
  return (
    <div class="call-picture">
      <p aria-live="polite">{useCalm(summary)}</p>
      {isGrouped && <p class="muted">{words.grouped}</p>}
      {lines.length > 0 && (
        <>
          <svg
            viewBox={`${-size / 2} ${-size / 2} ${size} ${size}`}
            width={size}
            height={size}
            role="img"
            aria-label={`${words.picture}: ${summary}`}
          >
            <circle class="ring" r={size / 2 - 46} />
            {lines.map(({ key, path, kind, isSpoke, calls: n }) => (
              <path
                key={key}
                class={`line line-${kind}${isSpoke ? ' line-spoke' : ''}`}
                d={path}
                stroke-width={Math.min(THICKEST, n + 2)}
              />
            ))}
            {hubs.map((hub) => (
              <g key={hub.number}>
                <StateIcon state="in-bridge" at={hub} />
                <text x={hub.x} y={hub.y + 28} text-anchor="middle">
                  {hub.number} · {hub.people}
                </text>
              </g>
            ))}
            {nodes.map((node) => (
              <Node key={node.label} node={node} />
            ))}
          </svg>
          <ul class="line-legend">
            {LINE_KINDS.map((kind) => (
              <li key={kind}>
                <LineSample kind={kind} /> {words.lines[kind]}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Node({ node }: { readonly node: RingNode }) {
  const { x, y, label, state, text } = node;
  return (
    <g>
      {state === null ? (
        <rect class="service" x={x - 7} y={y - 7} width="14" height="14" rx="2" />
      ) : (
        <StateIcon state={state} at={node} />
      )}
      <text x={text.x} y={text.y + 5} text-anchor={text.anchor}>
        {label}
      </text>
    </g>
  );
}

export function LineSample({ kind }: { readonly kind: LineKind }) {
  return (
    <svg viewBox="0 0 44 12" width="44" height="12" aria-hidden="true">
      <path class={`line line-${kind}`} d="M2 6H42" stroke-width="3" />
    </svg>
  );
}
