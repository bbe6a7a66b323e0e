import { type DatagramReceiver, type DatagramSocket, type Network, SocketError } from '../../base/sockets.ts';
import type { Conference } from '../conference/conference.ts';
import type { MediaRadio, RadioFact, RadioPlan } from './radio-plan.ts';
import { RadioSeat } from './radio-seat.ts';

interface RadioParts {
  readonly plan: RadioPlan;
  readonly network: Network;
  /** Where we listen; undefined when there is none of the radio's family. */
  readonly address: string | undefined;
  /** Asked when the port is bound: until then the room may have come and gone. */
  readonly room: () => Conference;
  readonly onFact: (fact: RadioFact) => void;
  readonly onException: (error: unknown) => void;
}

/** Seats a radio in its room as soon as its port is bound. */
export function openRadio(parts: RadioParts): MediaRadio {
  const { plan, onFact, onException } = parts;
  let seat: RadioSeat | undefined;
  let isClosed = false;
  const open = async (): Promise<void> => {
    const socket = await bind(parts, (bytes, from) => {
      try {
        seat?.receive(bytes, from);
      } catch (error) {
        onException(error);
      }
    });
    if (isClosed) return socket?.close();
    if (socket !== undefined) {
      const conference = parts.room();
      seat = new RadioSeat({ plan, conference, socket, onFact });
      conference.admit(seat);
    }
    onFact({ kind: 'bound', bound: socket !== undefined });
  };
  open().catch(onException);
  return {
    close() {
      isClosed = true;
      seat?.close();
    },
  };
}

/** Undefined when the port cannot be had. */
async function bind(
  { plan, network, address }: RadioParts,
  receive: DatagramReceiver,
): Promise<DatagramSocket | undefined> {
  if (address === undefined) return undefined;
  try {
    return await network.bindDatagram({ address, port: plan.port }, receive);
  } catch (error) {
    if (error instanceof SocketError) return undefined;
    throw error;
  }
}
