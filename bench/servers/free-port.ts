import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Throws when somebody has this UDP port: a server left over from another run would answer in place of ours. */
export async function assertPortIsFree(address: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ address, port, exclusive: true });
    await once(socket, 'listening');
  } catch {
    throw new Error(`UDP port ${port} is in use: is another bench, or a server it left, still running?`);
  } finally {
    socket.close();
  }
}
