/** Where extensions, bridges and calls stand in the call picture. The middle is 0, 0. */
import type { LiveExtension, LiveRoom, LiveState } from '../../src/web/contract/live.ts';
import type { Call } from '../../src/web/contract.ts';
import { LINE_KINDS, type LineKind, lineOf } from './call-lines.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface RingNode extends Spot {
  /** A number, or `3xx` for all of a hundred. */
  readonly label: string;
  /** Null for a service, and for a hundred. */
  readonly state: LiveState | null;
  readonly text: Spot & { readonly anchor: 'start' | 'middle' | 'end' };
}

export interface Hub extends Spot {
  readonly number: string;
  readonly people: number;
}

export interface Line {
  readonly key: string;
  /** Of SVG. */
  readonly path: string;
  readonly kind: LineKind;
  readonly isSpoke: boolean;
  /** How many calls it stands for. */
  readonly calls: number;
}

export interface RingPicture {
  /** From edge to edge. */
  readonly size: number;
  readonly nodes: readonly RingNode[];
  readonly hubs: readonly Hub[];
  readonly lines: readonly Line[];
  readonly isGrouped: boolean;
}

const SMALL = 120;
const LARGE = 250;
const MOST_IN_SMALL = 28;
/** Beyond that numbers can no longer be read. */
const MOST_NODES = 60;
/** Along the ring, so that numbers do not touch. */
const APART = 26;
const TEXT_OUT = 18;
const MARGIN = 46;

interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: LineKind;
  readonly isSpoke: boolean;
}

export function layOutRing({
  extensions,
  calls,
  rooms,
  nowMs,
}: {
  readonly extensions: readonly LiveExtension[];
  readonly calls: readonly Call[];
  readonly rooms: readonly LiveRoom[];
  readonly nowMs: number;
}): RingPicture {
  const alive = rooms.filter(({ people }) => people.length > 0);
  const single = linksOf(calls, alive, nowMs);
  const isGrouped = endsOf(single).size > MOST_NODES;
  const links = isGrouped ? grouped(single) : single;
  const labels = [...endsOf(links)].sort(asPeopleCount);
  const radius = labels.length > MOST_IN_SMALL ? LARGE : SMALL;
  const known = isGrouped
    ? labels
    : [...new Set([...extensions.map(({ number }) => number), ...labels])].sort(asPeopleCount);
  const states = new Map(extensions.map(({ number, state }) => [number, state]));
  const angles = anglesOf(labels, known, APART / radius);
  const nodes = labels.map((label, index) =>
    nodeAt(label, states.get(label) ?? null, angles[index] ?? 0, radius),
  );
  const hubs = hubsOf(alive, rooms, radius);
  const spots = new Map<string, Spot>([
    ...nodes.map((node) => [node.label, node] as const),
    ...hubs.map((hub) => [hubKey(hub.number), hub] as const),
  ]);
  const lines = linesOf(links, spots);
  return { size: 2 * (radius + MARGIN), nodes, hubs, lines, isGrouped };
}

function linksOf(calls: readonly Call[], rooms: readonly LiveRoom[], nowMs: number): Link[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const numbers = new Set(rooms.map(({ number }) => number));
  const spokes = rooms.flatMap(({ number, people }) =>
    people.map(({ id, extension, inside }): Link => {
      const call = byId.get(id);
      const kind = !inside ? 'ringing' : call === undefined ? 'good' : lineOf(call, nowMs);
      return { from: extension, to: hubKey(number), kind, isSpoke: true };
    }),
  );
  const between = calls
    .filter(({ from, reached }) => from !== reached && !numbers.has(reached))
    .map((call): Link => ({ from: call.from, to: call.reached, kind: lineOf(call, nowMs), isSpoke: false }));
  return [...spokes, ...between];
}

function hubKey(number: string): string {
  return `hub ${number}`;
}

function isHub(end: string): boolean {
  return end.startsWith('hub ');
}

function endsOf(links: readonly Link[]): Set<string> {
  return new Set(links.flatMap(({ from, to }) => [from, to]).filter((end) => !isHub(end)));
}

/** 318 becomes 3xx; a call within one hundred cannot be drawn and is still in the table. */
function grouped(links: readonly Link[]): Link[] {
  const group = (end: string) => (isHub(end) ? end : `${end.slice(0, -2)}xx`);
  return links.map((link) => ({ ...link, from: group(link.from), to: group(link.to) }));
}

function asPeopleCount(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/** Each number has its place among all numbers, so that others who come and go do not move it; only crowds do. */
function anglesOf(labels: readonly string[], known: readonly string[], apart: number): number[] {
  const places = new Map(known.map((label, index) => [label, (2 * Math.PI * index) / known.length]));
  const angles: number[] = [];
  for (const label of labels) {
    const wanted = places.get(label) ?? 0;
    angles.push(Math.max(wanted, (angles.at(-1) ?? Number.NEGATIVE_INFINITY) + apart));
  }
  const isFull = (angles.at(-1) ?? 0) - (angles[0] ?? 0) > 2 * Math.PI - apart;
  return isFull ? labels.map((_, index) => (2 * Math.PI * index) / labels.length) : angles;
}

/** The first at the top, on clockwise. */
function spotAt(angle: number, radius: number): Spot {
  return { x: rounded(radius * Math.sin(angle)), y: rounded(-radius * Math.cos(angle)) };
}

function nodeAt(label: string, state: LiveState | null, angle: number, radius: number): RingNode {
  const text = spotAt(angle, radius + TEXT_OUT);
  const side = Math.sin(angle);
  const anchor = side > 0.3 ? 'start' : side < -0.3 ? 'end' : 'middle';
  return { ...spotAt(angle, radius), label, state, text: { ...text, anchor } };
}

/** One in the middle, more around it: each at its place among all bridges. */
function hubsOf(alive: readonly LiveRoom[], rooms: readonly LiveRoom[], radius: number): Hub[] {
  return alive.map(({ number, people }) => {
    const place = rooms.findIndex((room) => room.number === number);
    const spot = spotAt((2 * Math.PI * place) / rooms.length, alive.length === 1 ? 0 : radius * 0.42);
    return { ...spot, number, people: people.length };
  });
}

function linesOf(links: readonly Link[], spots: ReadonlyMap<string, Spot>): Line[] {
  const lines = new Map<string, Line>();
  for (const { from, to, kind, isSpoke } of links) {
    const [a, b] = [spots.get(from), spots.get(to)];
    if (a === undefined || b === undefined || from === to) continue;
    const key = [from, to].sort().join(' ');
    const same = lines.get(key);
    lines.set(key, {
      key,
      path: isSpoke ? `M${a.x} ${a.y}L${b.x} ${b.y}` : arc(a, b),
      kind: same === undefined ? kind : worse(kind, same.kind),
      isSpoke,
      calls: (same?.calls ?? 0) + 1,
    });
  }
  return [...lines.values()];
}

/** Bent towards the middle, so that arcs of neighbours are seen. */
function arc(a: Spot, b: Spot): string {
  const bend = 0.3;
  return `M${a.x} ${a.y}Q${rounded(((a.x + b.x) / 2) * bend)} ${rounded(((a.y + b.y) / 2) * bend)} ${b.x} ${b.y}`;
}

function worse(a: LineKind, b: LineKind): LineKind {
  return LINE_KINDS.indexOf(a) > LINE_KINDS.indexOf(b) ? a : b;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
