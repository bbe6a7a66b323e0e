import { backWith, Hidden } from '../../acting-page.tsx';
import { TextField } from '../../components/form.tsx';
import { type Act, type ConsoleVisit, change, filled } from './console-page.tsx';

/** Begins a backup; its page says `making` then. */
export const makeBackup: Act = (visit) => {
  const passphrase = filled(visit, 'passphrase');
  return change(
    visit,
    { method: 'POST', path: '/backups', body: { ...(passphrase && { passphrase }) }, field: 'passphrase' },
    () => backWith(visit, 'making'),
  );
};

/** Its act is `backup`. */
export function BackupForm({
  visit,
  words,
}: {
  readonly visit: ConsoleVisit;
  readonly words: { readonly passphrase: string; readonly passphraseHint: string; readonly make: string };
}) {
  const { language } = visit;
  return (
    <form method="post" class="form">
      <Hidden visit={visit} act="backup" />
      <TextField
        name="passphrase"
        type="password"
        label={words.passphrase}
        hint={words.passphraseHint}
        errors={visit.refused}
        language={language}
        autocomplete="off"
        optional
      />
      <button type="submit" class="button primary">
        {words.make}
      </button>
    </form>
  );
}
