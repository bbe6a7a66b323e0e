import type { PhoneSettings } from '../../web/contract.ts';
import type { CommandContext } from '../command-context.ts';

/** Everything a person types into a phone, in the words phones use. */
export function tellPhoneSettings(context: CommandContext, phone: PhoneSettings): void {
  const { terminal, words } = context;
  const { labels, ...said } = words.phone;
  terminal.line(said.title);
  terminal.facts([
    [labels.server, phone.server],
    [labels.port, phone.tlsPort === null ? String(phone.port) : `${phone.port} (TLS: ${phone.tlsPort})`],
    [labels.transport, said.transportAdvice(phone.transports.map((name) => name.toUpperCase()).join(' / '))],
    [labels.username, said.usernameAdvice(phone.username)],
    [labels.password, said.passwordAdvice],
    ['', said.newPassword(context.command(`extension password ${phone.username}`))],
    [labels.interval, said.interval(phone.registrationSeconds)],
    [labels.codecs, phone.codecs.join(', ')],
    [labels.dtmf, said.dtmf],
  ]);
  terminal.line(said.test);
}
