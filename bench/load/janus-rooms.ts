import type { RunningServer } from '../servers/server.ts';
import { MEDIA_PORT, type RtpLeg } from './rtp-load.ts';

const PLUGIN = 'janus.plugin.audiobridge';
const FIRST_ROOM = 5_000;
/** Telephones: the room is mixed at their rate. */
const RATE = 8_000;
/** Packets that wait before the first is played: the 40 ms that our jitter buffer has had in this comparison. */
const PREBUFFERING = 2;
const JOIN_WITHIN_MS = 5_000;

interface Place {
  readonly ip: string;
  readonly port: number;
}

interface Reply {
  readonly janus: string;
  readonly sender?: number;
  readonly data?: { readonly id: number };
  readonly plugindata?: {
    readonly data: { readonly audiobridge?: string; readonly error?: string; readonly rtp?: Place };
  };
}

/**
 * Participants of AudioBridge rooms who speak plain RTP, as telephones do, instead of WebRTC. Janus answers a request
 * at once and tells what came of it in a poll.
 */
export class JanusRooms {
  readonly #url: string;
  #session = '';
  #count = 0;
  #isOpen = true;
  /** By handle. */
  readonly #joining = new Map<number, (joined: Reply) => void>();

  private constructor({ address, port }: RunningServer) {
    this.#url = `http://${address}:${port}/janus`;
  }

  static async open(server: RunningServer): Promise<JanusRooms> {
    const rooms = new JanusRooms(server);
    const { data } = await rooms.#ask('', { janus: 'create' });
    rooms.#session = `/${data?.id}`;
    void rooms.#poll();
    return rooms;
  }

  async seat(people: number, roomSize: number): Promise<RtpLeg[]> {
    const host = await this.#attach();
    const legs: RtpLeg[] = [];
    for (let id = 0; id < people; id += 1) {
      const room = Math.floor(id / roomSize);
      if (id % roomSize === 0) await this.#create(host, FIRST_ROOM + room);
      const { ip, port } = await this.#join(FIRST_ROOM + room);
      legs.push({ id, room, target: { address: ip, port } });
    }
    return legs;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#ask(this.#session, { janus: 'destroy' });
  }

  async #create(host: number, room: number): Promise<void> {
    const body = {
      request: 'create',
      room,
      sampling_rate: RATE,
      audiolevel_event: false,
      allow_rtp_participants: true,
      default_prebuffering: PREBUFFERING,
      permanent: false,
    };
    const { plugindata } = await this.#ask(`${this.#session}/${host}`, { janus: 'message', body });
    if (plugindata?.data.audiobridge !== 'created')
      throw new Error(`Janus makes no room: ${JSON.stringify(plugindata)}`);
  }

  async #join(room: number): Promise<Place> {
    const handle = await this.#attach();
    const joined = new Promise<Reply>((resolve, reject) => {
      const impatience = setTimeout(() => reject(new Error('Janus lets nobody in')), JOIN_WITHIN_MS);
      this.#joining.set(handle, (reply) => {
        clearTimeout(impatience);
        resolve(reply);
      });
    });
    const body = {
      request: 'join',
      room,
      codec: 'pcmu',
      muted: false,
      rtp: { ip: '127.0.0.1', port: MEDIA_PORT, payload_type: 0 },
    };
    await this.#ask(`${this.#session}/${handle}`, { janus: 'message', body });
    const { plugindata } = await joined;
    if (!plugindata?.data.rtp) throw new Error(`Janus refuses plain RTP: ${plugindata?.data.error}`);
    return plugindata.data.rtp;
  }

  async #attach(): Promise<number> {
    const { data } = await this.#ask(this.#session, { janus: 'attach', plugin: PLUGIN });
    if (data === undefined) throw new Error('Janus has no AudioBridge');
    return data.id;
  }

  async #ask(path: string, request: Readonly<Record<string, unknown>>): Promise<Reply> {
    this.#count += 1;
    const body = JSON.stringify({ transaction: `t${this.#count}`, ...request });
    const response = await fetch(this.#url + path, { method: 'POST', body });
    return (await response.json()) as Reply;
  }

  /** Until the session ends, which the last poll is answered by. */
  async #poll(): Promise<void> {
    while (this.#isOpen) {
      const response = await fetch(`${this.#url}${this.#session}?maxev=50`).catch(() => undefined);
      const replies = (await response?.json().catch(() => undefined)) as Reply | Reply[] | undefined;
      if (replies === undefined) return;
      for (const reply of Array.isArray(replies) ? replies : [replies]) {
        const data = reply.plugindata?.data;
        if (reply.sender === undefined || (data?.rtp === undefined && data?.error === undefined)) continue;
        this.#joining.get(reply.sender)?.(reply);
        this.#joining.delete(reply.sender);
      }
    }
  }
}
