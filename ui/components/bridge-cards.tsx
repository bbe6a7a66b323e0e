import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { bridgeWords } from '../words/bridges.ts';
import { Icon } from './icon.tsx';
import { StateChip } from './state.tsx';

interface ShownBridge {
  readonly number: string;
  readonly name: string;
  readonly protected: boolean;
  readonly participants: number;
  /** Whether somebody is heard; left out where nobody is told. */
  readonly talking?: boolean;
  /** Those who agreed to be seen. */
  readonly people?: readonly { readonly callsign: string; readonly talking: boolean }[];
}

/** Which bridges there are and how many are in them; who, of those only who agreed (H6). */
export function BridgeCards({
  language,
  bridges,
}: {
  readonly language: PageLanguage;
  readonly bridges: readonly ShownBridge[];
}) {
  const words = bridgeWords[language];
  if (bridges.length === 0) return <p class="empty">{words.none}</p>;
  return (
    <ul class="cards">
      {bridges.map((bridge) => (
        <li class="card" key={bridge.number}>
          <p class="mono number">{bridge.number}</p>
          <h2>{bridge.name}</h2>
          <p class="chips">
            <StateChip state={bridge.participants > 0 ? 'in-bridge' : 'not-registered'} language={language}>
              {words.inside(bridge.participants)}
            </StateChip>
            {bridge.talking === true && (
              <StateChip state="talking" language={language}>
                {words.talk}
              </StateChip>
            )}
          </p>
          <People language={language} bridge={bridge} />
          <p class="muted with-icon">
            <Icon name="eye" /> {words.badge}
          </p>
          {bridge.protected && (
            <p class="muted with-icon">
              <Icon name="lock" /> {words.pin}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function People({ language, bridge }: { readonly language: PageLanguage; readonly bridge: ShownBridge }) {
  const words = bridgeWords[language];
  const { people = [], participants } = bridge;
  if (people.length === 0) return null;
  const others = participants - people.length;
  return (
    <ul class="room-people">
      {people.map(({ callsign, talking }, index) => (
        <li key={index}>
          <span class="mono">{callsign}</span>{' '}
          {talking && (
            <StateChip state="talking" language={language}>
              {words.talks}
            </StateChip>
          )}
        </li>
      ))}
      {others > 0 && <li class="muted">{words.others(others)}</li>}
    </ul>
  );
}
