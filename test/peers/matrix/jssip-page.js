/**
 * What runs in the page beside JsSIP: a phone that does as it is told and reports what it sees to `report`. The exchange
 * has no WebRTC yet, so the sound's side of the browser is played: it describes a stream of RTP, and none flows.
 */
const CODECS = { usual: [[8, 'PCMA/8000']], large: [] };
for (let number = 0; number < 32; number += 1)
  CODECS.large.push([96 + number, `a-codec-nobody-has-${number}/8000`]);
CODECS.large.unshift([8, 'PCMA/8000']);

let codecs = CODECS.usual;

class PlayedConnection extends EventTarget {
  iceGatheringState = 'complete';
  iceConnectionState = 'connected';
  signalingState = 'stable';
  localDescription = null;
  remoteDescription = null;
  #version = 0;

  async createOffer() {
    return { type: 'offer', sdp: this.#describe('sendrecv') };
  }

  async createAnswer() {
    const asked = /^a=(sendonly|recvonly|inactive)\r?$/m.exec(this.remoteDescription.sdp)?.[1];
    const direction =
      { sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' }[asked] ?? 'sendrecv';
    return { type: 'answer', sdp: this.#describe(direction) };
  }

  async setLocalDescription(description) {
    this.localDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-local-offer' : 'stable';
  }

  async setRemoteDescription(description) {
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
  }

  getSenders() {
    return [];
  }

  close() {
    this.signalingState = 'closed';
  }

  #describe(direction) {
    this.#version += 1;
    const lines = [
      'v=0',
      `o=- 1 ${this.#version} IN IP4 127.0.0.1`,
      's=-',
      't=0 0',
      `m=audio 9 RTP/AVP ${codecs.map(([number]) => number).join(' ')}`,
      'c=IN IP4 127.0.0.1',
      ...codecs.map(([number, name]) => `a=rtpmap:${number} ${name}`),
      `a=${direction}`,
    ];
    return `${lines.join('\r\n')}\r\n`;
  }
}

window.RTCPeerConnection = PlayedConnection;

/** Everything that goes through the WebSocket, told where it is one of the facts wanted. */
function watchSocket(socket) {
  const send = socket.send.bind(socket);
  socket.send = (message) => {
    const text = String(message);
    if (text.startsWith('INVITE ')) window.report('offered', `${text.length}`);
    return send(message);
  };
  return socket;
}

class BrowserPhone {
  #ua;
  #sessions = [];
  #seat;
  #expiresS;

  constructor(seat, { largeOffer = false, sessionExpiresS } = {}) {
    this.#seat = seat;
    this.#expiresS = sessionExpiresS;
    if (largeOffer) codecs = CODECS.large;
    const scheme = seat.transport === 'WSS' ? 'wss' : 'ws';
    const socket = new JsSIP.WebSocketInterface(`${scheme}://${seat.host}:${seat.exchangePort}/sip`);
    this.#ua = new JsSIP.UA({
      sockets: [watchSocket(socket)],
      uri: `sip:${seat.number}@${seat.host}`,
      password: seat.password,
      register_expires: 600,
    });
    this.#ua.on('registered', () => window.report('registered', ''));
    this.#ua.on('registrationFailed', ({ cause }) => window.report('registered', `not: ${cause}`));
    this.#ua.on('newRTCSession', ({ session, originator, request }) =>
      this.#meet(session, originator, request),
    );
    this.#ua.on('newMessage', ({ originator, request }) => {
      if (originator === 'remote') window.report('text', `${request.from.uri.user}: ${request.body}`);
    });
  }

  start() {
    this.#ua.start();
  }

  stop() {
    this.#ua.stop();
  }

  dial(number) {
    const { host } = this.#seat;
    this.#ua.call(`sip:${number}@${host}`, {
      mediaConstraints: { audio: false, video: false },
      sessionTimersExpires: this.#expiresS,
    });
  }

  answer() {
    this.#current.answer({ mediaConstraints: { audio: false, video: false } });
  }

  hangUp() {
    const session = this.#current;
    const declines = session.direction === 'incoming' && !session.isEstablished();
    session.terminate(declines ? { status_code: 486 } : {});
  }

  hold() {
    return this.#offer('hold');
  }

  resume() {
    return this.#offer('unhold');
  }

  transfer(number) {
    this.#refer(this.#current, number);
  }

  completeTransfer() {
    const [held, second] = this.#sessions;
    this.#refer(held, second.remote_identity.uri.user, second);
  }

  press(key) {
    this.#current.sendDTMF(key);
  }

  send(number, text) {
    this.#ua.sendMessage(`sip:${number}@${this.#seat.host}`, text);
  }

  watch(event, type) {
    const target = `sip:${this.#seat.watched}@${this.#seat.host}`;
    const subscriber = this.#ua.subscribe(target, event, type, { expires: 600 });
    subscriber.on('notify', (_isFinal, _request, body) => {
      const state = /<state[^>]*>(\w+)</.exec(body)?.[1] ?? 'terminated';
      if (event === 'dialog') window.report('lamp', state);
      else window.report('presence', /<basic>(\w+)</.exec(body)?.[1] ?? 'unknown');
    });
    subscriber.subscribe();
  }

  /** The call begun last. */
  get #current() {
    return this.#sessions.at(-1);
  }

  /** Until the other side has taken it. While an offer is under way JsSIP makes no second one. */
  #offer(what) {
    const session = this.#current;
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`JsSIP makes no offer to ${what}`)), 20_000);
      const taken = () => {
        clearTimeout(late);
        done();
      };
      const attempt = () => {
        if (!session.isEnded() && !session[what]({}, taken)) setTimeout(attempt, 50);
      };
      attempt();
    });
  }

  /** Who handed a call on is out of it when the other one has answered. */
  #refer(session, number, replaces) {
    session.refer(`sip:${number}@${this.#seat.host}`, {
      replaces,
      eventHandlers: {
        accepted: () => {
          if (!session.isEnded()) session.terminate();
        },
      },
    });
  }

  #meet(session, originator, request) {
    this.#sessions.push(session);
    if (originator === 'remote') window.report('rings', request.from.uri.user);
    session.on('progress', () => {
      if (originator === 'local') window.report('alerting', '');
    });
    session.on('confirmed', () => window.report('connected', ''));
    session.on('hold', (hold) => window.report(hold.originator === 'local' ? 'holds' : 'held', ''));
    session.on('newDTMF', (key) => {
      if (key.originator === 'remote') window.report('key', key.dtmf.tone);
    });
    session.on('update', () => window.report('refreshed', 'UPDATE'));
    session.on('reinvite', () => window.report('refreshed', 'INVITE'));
    for (const end of ['ended', 'failed']) {
      session.on(end, ({ cause }) => {
        this.#sessions = this.#sessions.filter((other) => other !== session);
        window.report('over', cause);
      });
    }
  }
}

window.BrowserPhone = BrowserPhone;
