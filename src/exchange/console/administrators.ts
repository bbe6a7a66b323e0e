import type { Outcome } from './outcome.ts';
import type { Opened, Visitor } from './sessions.ts';

export interface AdministratorView {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** False while he has not opened his link. */
  readonly hasPassword: boolean;
  /** Codes of an authenticator app are asked for. */
  readonly totp: boolean;
  readonly passkeys: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly lastLoginAtMs: number | null;
}

export interface NewAdministrator {
  readonly name: string;
  readonly email?: string | undefined;
  /** Left out: whoever opens the link chooses one. */
  readonly password?: string | undefined;
}

/** A link that works once, for whoever opens it first. */
export interface OneTimeLink {
  readonly secret: string;
  readonly endsAtMs: number;
}

/** What somebody who opens a set-up link sees. */
export interface SetupView {
  readonly purpose: 'setup' | 'invitation';
  /** Chosen already for an invitation. */
  readonly name: string | null;
  readonly endsAtMs: number;
}

/** Who may use the console. There is none until the first one is made through a link that the host has. */
export interface AdministratorConsole {
  listAdministrators(): readonly AdministratorView[];
  /** With a link unless a password was given. */
  addAdministrator(
    wanted: NewAdministrator,
  ): Promise<Outcome<{ administrator: AdministratorView; link: OneTimeLink | null }>>;
  /** By name; ends his sessions. The last one that can log in stays. */
  removeAdministrator(name: string): Promise<Outcome<AdministratorView>>;
  /** A new link for one who has lost his means to log in; those he had are void once it is used. */
  inviteAdministrator(
    name: string,
  ): Promise<Outcome<{ administrator: AdministratorView; link: OneTimeLink }>>;

  /** Whether nobody has been made an administrator yet. */
  readonly needsSetup: boolean;
  /** Makes the link of the first start anew; the one before is void. Refused once there is an administrator. */
  createSetupLink(): Promise<Outcome<OneTimeLink>>;
  /** Binds the link to the browser that opens it first, which gets `browser`, and shows what it is for. */
  openSetup(
    secret: string,
    browser: string | undefined,
    visitor: Visitor,
  ): Promise<Outcome<SetupView & { browser: string }>>;
  /** Makes the administrator and logs him in. */
  completeSetup(
    given: {
      readonly secret: string;
      readonly browser: string;
      readonly name?: string | undefined;
      readonly email?: string | undefined;
      readonly password: string;
    },
    visitor: Visitor,
  ): Promise<Outcome<Opened>>;

  /** Of the administrator himself, all with his password. */
  changePassword(
    id: string,
    given: { readonly current: string; readonly wanted: string; readonly keptSession: string },
    visitor: Visitor,
  ): Promise<Outcome<AdministratorView>>;
  /** A secret for an authenticator app, as text and as otpauth address; nothing changes until it is confirmed. */
  proposeTotp(id: string): Outcome<{ secret: string; address: string }>;
  confirmTotp(
    id: string,
    given: { readonly secret: string; readonly code: string },
  ): Promise<Outcome<AdministratorView>>;
  dropTotp(id: string, password: string, visitor: Visitor): Promise<Outcome<AdministratorView>>;
}
