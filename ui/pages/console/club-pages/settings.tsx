import { pageEditSchema } from '../../../../src/web/contract/pages.ts';
import { ActForm, backWith, Hidden, Said } from '../../../acting-page.tsx';
import { Banner } from '../../../components/banner.tsx';
import { view } from '../../../page.ts';
import { knownOf, read } from '../../../reading.ts';
import { clubPageWords } from '../../../words/console/club-pages.ts';
import { freePageConsoleWords } from '../../../words/console/free-pages.ts';
import { type ConsoleVisit, change, consolePage } from '../console-page.tsx';
import { fieldsOf, SettingFields, settingsSent } from './free-page-form.tsx';
import { CLUB_PAGES_PATH, isThere, PageHead, titleOf } from './page-head.tsx';

/** What a page of the club's own is called, for whom it is, where it stands; and off the site with it, or back. */
export const freePageSettingsPage = consolePage({
  path: `${CLUB_PAGES_PATH}/:page/instellen`,
  async show(visit) {
    const words = freePageConsoleWords[visit.language];
    const page = visit.params['page'] ?? '';
    const found = await read(visit, `/pages/${encodeURIComponent(page)}/draft`, pageEditSchema);
    if (found.kind === 'unknown') return found;
    const edit = knownOf(found);
    const free = edit?.free ?? null;
    if (edit === undefined || free === null) {
      const { title, unknown } = clubPageWords[visit.language];
      return view(title, <Banner tone="warn" title={unknown} />, { status: 404 });
    }
    return view(
      `${words.settings}: ${titleOf(visit, free.page, edit)}`,
      <>
        <PageHead visit={visit} page={free.page} edit={edit} />
        <Said visit={visit} done={words.done} />
        {isThere(edit) ? (
          <>
            <section class="card">
              <h2>{words.settingsTitle}</h2>
              <form method="post" class="form">
                <Hidden visit={visit} act="change" />
                <SettingFields visit={visit} page={free} />
                <button type="submit" class="button primary">
                  {words.keep}
                </button>
              </form>
            </section>
            <section class="card">
              <h2>{words.remove}</h2>
              <p>{words.removeLead}</p>
              <ActForm visit={visit} act="remove">
                <button type="submit" class="button danger">
                  {words.remove}
                </button>
              </ActForm>
            </section>
          </>
        ) : (
          <ActForm visit={visit} act="back">
            <button type="submit" class="button primary">
              {words.bringBack}
            </button>
          </ActForm>
        )}
        <p>
          <a href={visit.href(CLUB_PAGES_PATH)}>{words.back}</a>
        </p>
      </>,
    );
  },
  acts: {
    change: (visit) => {
      const request = { method: 'PATCH', path: apiOf(visit), body: settingsSent(visit) } as const;
      return change(visit, { ...request, fields: fieldsOf(visit) }, () => backWith(visit, 'kept'));
    },
    remove: (visit) =>
      change(visit, { method: 'DELETE', path: apiOf(visit) }, () => backWith(visit, 'removed')),
    back: (visit) =>
      change(visit, { method: 'POST', path: `${apiOf(visit)}/restoration` }, () =>
        backWith(visit, 'broughtBack'),
      ),
  },
});

function apiOf(visit: ConsoleVisit): string {
  return `/pages/${encodeURIComponent(visit.params['page'] ?? '')}`;
}
