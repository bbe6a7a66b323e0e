import { type PhoneLogin, phoneLoginSchema } from '../../src/web/contract/session.ts';
import { Banner } from '../components/banner.tsx';
import { Secret } from '../components/secret.tsx';
import { StateIcon } from '../components/state.tsx';
import { Island } from '../islands/island.tsx';
import { PhoneLoginWait } from '../islands/phone-login-wait.tsx';
import { type Answer, goTo, type Page, type Visit, view } from '../page.ts';
import { problemCode } from '../problem-code.ts';
import { read } from '../reading.ts';
import { timeOfDay } from '../words/format.ts';
import { loginWords } from '../words/login.ts';
import { afterLogin } from './login.tsx';

const LOOK_AGAIN_S = 4;

/** Shows the code to be dialled and waits for the call; the next look at the page after it logs in. */
export const phoneLoginPage: Page = {
  path: '/inloggen/toestel',
  get: look,
  post: look,
};

async function look(visit: Visit): Promise<Answer> {
  if (visit.session.role !== 'visitor') return goTo(visit, '/inloggen');
  const words = loginWords[visit.language];
  const reading = await read(visit, '/session/phone-login', phoneLoginSchema);
  if (reading.kind !== 'known') {
    const told = reading.kind === 'unknown' ? words.errors[reading.code] : undefined;
    return told === undefined ? reading : overView(visit, told);
  }
  const login = reading.value;
  if (login.state === 'waiting') return waitView(visit, login);
  if (login.state === 'none') return overView(visit, words.errors['phone-login-ended'] ?? words.otherError);
  const entered = await visit.api.call('POST', '/session', { method: 'phone' });
  if (entered.status === 201) return afterLogin(visit);
  return overView(visit, words.errors[problemCode(entered.body)] ?? words.otherError);
}

function waitView(visit: Visit, { dial, code, endsAt }: PhoneLogin): Answer {
  const words = loginWords[visit.language].phone;
  const until = timeOfDay(endsAt ?? visit.nowMs, visit.language);
  return view(
    words.waitTitle,
    <>
      <h1>{words.waitTitle}</h1>
      <p class="lead">{words.dial}</p>
      <p class="dial">
        <Secret text={dial ?? ''} />
      </p>
      <p>{words.orKeys(code ?? '')}</p>
      <section class="state-card tint-info" aria-live="polite">
        <StateIcon state="ringing" />
        <div>
          <h2>{words.waiting}</h2>
          <p>{words.until(until)}</p>
        </div>
      </section>
      <Island name="phone-login-wait" component={PhoneLoginWait} props={{}} />
      <form method="post" class="buttons">
        <button type="submit" class="button primary">
          {words.goOn}
        </button>
        <a class="button" href={again(visit)}>
          {words.again}
        </a>
      </form>
      <p class="muted">{words.warning}</p>
    </>,
    { refreshS: LOOK_AGAIN_S },
  );
}

function overView(visit: Visit, message: string): Answer {
  const words = loginWords[visit.language].phone;
  return view(
    words.waitTitle,
    <>
      <h1>{words.waitTitle}</h1>
      <Banner tone="warn" title={message} action={{ href: again(visit), text: words.again }} />
    </>,
  );
}

/** The page that was wanted stays wanted. */
function again(visit: Visit): string {
  const next = visit.query.get('next');
  const path = visit.href('/inloggen');
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}
