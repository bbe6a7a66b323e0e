import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const ASK_EVERY_MS = 10;

/** Asks OPTIONS until any answer comes, and returns when it came. Throws when none does. */
export async function firstAnswer(address: string, port: number, withinMs = 20_000): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port: ownPort } = socket.address();
  const answered = once(socket, 'message');
  // A port nobody listens on yet answers with ICMP.
  socket.on('error', () => {});
  let count = 0;
  const ask = (): void => {
    count += 1;
    const text = [
      `OPTIONS sip:${address}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${ownPort};branch=z9hG4bKfirst${count}`,
      'Max-Forwards: 70',
      `From: <sip:bench@${address}>;tag=first`,
      `To: <sip:${address}>`,
      `Call-ID: first-${ownPort}-${count}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
    ];
    socket.send(`${text.join('\r\n')}\r\n\r\n`, port, address);
  };
  const asking = setInterval(ask, ASK_EVERY_MS);
  let impatience: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    impatience = setTimeout(() => reject(new Error(`${address}:${port} does not answer`)), withinMs);
  });
  try {
    await Promise.race([answered, late]);
    return performance.now();
  } finally {
    clearInterval(asking);
    clearTimeout(impatience);
    socket.close();
  }
}
