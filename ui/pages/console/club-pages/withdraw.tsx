import {
  FIRST_PAGE_VERSION,
  PAGE_CHARACTERS,
  type PageEdit,
  type VersionHeadByWhom,
} from '../../../../src/web/contract/pages.ts';
import { backWith, Hidden } from '../../../acting-page.tsx';
import { TextField } from '../../../components/form.tsx';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { type ConsoleVisit, change, filled, sent } from '../console-page.tsx';
import { fixedPage } from './page-head.tsx';

/** The text that every exchange begins with was published by nobody here. */
export function mayBeWithdrawn({ page, version, withdrawnAt, publishedBy }: VersionHeadByWhom): boolean {
  const isOurs = fixedPage(page) !== undefined && version === FIRST_PAGE_VERSION && publishedBy === 'hamvoip';
  return withdrawnAt === null && !isOurs;
}

/** Takes a version off the site. What stands there then is said before it is pressed. */
export function WithdrawForm({
  visit,
  edit,
  shown,
}: {
  readonly visit: ConsoleVisit;
  readonly edit: PageEdit;
  readonly shown: VersionHeadByWhom;
}) {
  const words = clubPageWords[visit.language];
  return (
    <section class="card">
      <h2>{words.withdraw}</h2>
      <p>{edit.free === null ? words.withdrawLead : words.withdrawFreeLead}</p>
      {shown.page === 'house-rules' && <p>{words.withdrawRules}</p>}
      <form method="post" class="form">
        <Hidden visit={visit} act="withdraw" values={{ revision: edit.revision }} />
        <TextField
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          value={sent(visit, 'reason')}
          errors={visit.refused}
          language={visit.language}
          longest={PAGE_CHARACTERS.reason}
        />
        <button type="submit" class="button danger">
          {words.withdraw}
        </button>
      </form>
    </section>
  );
}

export function withdraw(visit: ConsoleVisit) {
  const { form, params } = visit;
  const [page, version] = [params['page'], params['version']].map((part) => encodeURIComponent(part ?? ''));
  const body = { reason: filled(visit, 'reason') ?? '', revision: form.get('revision') ?? '' };
  return change(
    visit,
    {
      method: 'POST',
      path: `/pages/${page}/versions/${version}/withdrawal`,
      body,
      fields: { reason: 'reason', 'withdrawal-reason-missing': 'reason' },
    },
    () => backWith(visit, 'withdrawn'),
  );
}
