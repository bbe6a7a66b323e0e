import type { HeaderField } from '../../sip/message/headers.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import { supports } from '../../sip/message/option-tags.ts';
import type { Flow } from '../../sip/transport/flow.ts';

/**
 * How often the phone is to keep its flow alive: over UDP before a home router forgets it, over a connection before
 * that of a mobile network does. Phones take four fifths of it or more.
 */
const FLOW_TIMER_S = { datagrams: 30, connection: 120 } as const;

/** What a phone hears that manages flows itself: that we do, too, and when to send its keep-alives (RFC 5626 §6). */
export function outboundHeaders(request: SipRequest, { reliable }: Flow): HeaderField[] {
  if (!supports(request, 'outbound') || !namesFlow(request)) return [];
  return [
    { name: 'require', value: 'outbound' },
    { name: 'flow-timer', value: `${reliable ? FLOW_TIMER_S.connection : FLOW_TIMER_S.datagrams}` },
  ];
}

function namesFlow({ contacts }: SipRequest): boolean {
  if (!contacts.ok || contacts.value.kind === 'wildcard') return false;
  return contacts.value.contacts.some(({ params }) => params.has('reg-id') && params.has('+sip.instance'));
}
