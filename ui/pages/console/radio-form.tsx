import type { Conference } from '../../../src/web/contract/conferences.ts';
import type { Radio } from '../../../src/web/contract/radios.ts';
import { Hidden } from '../../acting-page.tsx';
import { Checkbox, SelectField, TextField } from '../../components/form.tsx';
import { commonWords } from '../../words/console/common.ts';
import { radioWords } from '../../words/console/radios.ts';
import { type ConsoleVisit, filled, sent } from './console-page.tsx';

/** What AllStarLink's examples use. */
const USUAL = { remotePort: 34_001, localPort: 32_001, talkLimitSeconds: 180 } as const;

/** Where a refusal belongs, by what the API calls the thing. */
export const RADIO_FIELDS = {
  'name-invalid': 'name',
  'name-taken': 'name',
  conference: 'conference',
  address: 'address',
  'address-invalid': 'address',
  remotePort: 'remotePort',
  localPort: 'localPort',
  transmits: 'transmits',
  talkLimitSeconds: 'talkLimitS',
  talkLimitS: 'talkLimitS',
};

/** What the form says, as the API takes it. */
export function radioSettingsOf(visit: ConsoleVisit): object {
  return {
    conference: visit.form.get('conference') ?? '',
    address: filled(visit, 'address') ?? '',
    remotePort: Number(filled(visit, 'remotePort')),
    localPort: Number(filled(visit, 'localPort')),
    transmits: visit.form.get('transmits') ?? '',
    talkLimitSeconds: Number(filled(visit, 'talkLimitS')),
    courtesyTone: visit.form.has('courtesyTone'),
  };
}

/** Of a new radio, or of one that is there. */
export function RadioForm({
  visit,
  bridges,
  radio,
}: {
  readonly visit: ConsoleVisit;
  readonly bridges: readonly Conference[];
  readonly radio?: Radio;
}) {
  const words = radioWords[visit.language];
  const { language, refused: errors } = visit;
  const shared = { errors, language };
  const courtesy = visit.method === 'POST' ? visit.form.has('courtesyTone') : (radio?.courtesyTone ?? true);
  return (
    <form method="post" class="form">
      <Hidden visit={visit} act={radio === undefined ? 'add' : 'change'} />
      {radio === undefined && (
        <TextField
          {...shared}
          name="name"
          label={commonWords[language].name}
          hint={words.nameHint}
          value={sent(visit, 'name')}
          longest={32}
        />
      )}
      <SelectField
        {...shared}
        name="conference"
        label={words.bridge}
        value={sent(visit, 'conference', radio?.conference)}
        options={bridges.map((bridge) => ({ value: bridge.number, text: `${bridge.number} ${bridge.name}` }))}
      />
      <TextField
        {...shared}
        name="address"
        label={words.address}
        hint={words.addressHint}
        value={sent(visit, 'address', radio?.address ?? '')}
        longest={45}
      />
      <TextField
        {...shared}
        name="remotePort"
        label={words.remotePort}
        value={sent(visit, 'remotePort', String(radio?.remotePort ?? USUAL.remotePort))}
        inputMode="numeric"
        longest={5}
      />
      <TextField
        {...shared}
        name="localPort"
        label={words.localPort}
        hint={words.localPortHint}
        value={sent(visit, 'localPort', String(radio?.localPort ?? USUAL.localPort))}
        inputMode="numeric"
        longest={5}
      />
      <SelectField
        {...shared}
        name="transmits"
        label={words.transmits}
        value={sent(visit, 'transmits', radio?.transmits)}
        options={(['voice', 'keyed'] as const).map((value) => ({ value, text: words.transmitsWhen[value] }))}
      />
      <TextField
        {...shared}
        name="talkLimitS"
        label={words.talk}
        hint={words.talkHint}
        value={sent(visit, 'talkLimitS', String(radio?.talkLimitSeconds ?? USUAL.talkLimitSeconds))}
        inputMode="numeric"
        longest={4}
      />
      <Checkbox
        {...shared}
        name="courtesyTone"
        label={words.courtesy}
        hint={words.courtesyHint}
        checked={courtesy}
      />
      <button type="submit" class="button primary">
        {radio === undefined ? words.link : commonWords[language].save}
      </button>
    </form>
  );
}
