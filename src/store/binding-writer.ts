import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BindingChange, BindingRecord } from './records/records.ts';
import { isForeignKeyViolation } from './sqlite-errors.ts';

const PUT = `
  INSERT INTO bindings (extension, key, contact_uri, transport, local_address, local_port, remote_address,
    remote_port, call_id, cseq, priority, user_agent, registered_at_ms, expires_at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (extension, key) DO UPDATE SET
    contact_uri = excluded.contact_uri, transport = excluded.transport, local_address = excluded.local_address,
    local_port = excluded.local_port, remote_address = excluded.remote_address, remote_port = excluded.remote_port,
    call_id = excluded.call_id, cseq = excluded.cseq, priority = excluded.priority,
    user_agent = excluded.user_agent, registered_at_ms = excluded.registered_at_ms,
    expires_at_ms = excluded.expires_at_ms`;

const DELETE = 'DELETE FROM bindings WHERE extension = ? AND key = ?';

/** The one write that happens thousands of times a second: prepared once, one transaction for all changes. */
export class BindingWriter {
  readonly #database: DatabaseSync;
  readonly #relax: StatementSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#relax = database.prepare('PRAGMA synchronous = NORMAL');
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#put = database.prepare(PUT);
    this.#delete = database.prepare(DELETE);
  }

  /** All changes or none. With NORMAL a kill loses nothing; power loss may cost the last moment's bindings. */
  commit(changes: readonly BindingChange[]): void {
    const database = this.#database;
    this.#relax.run();
    this.#begin.run();
    try {
      for (const change of changes) {
        if (change.kind === 'put') this.#putUnlessGone(change.binding);
        else this.#delete.run(change.extension, change.key);
      }
      this.#commit.run();
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * A binding of an extension that was deleted meanwhile goes the way of the extension's other bindings: the batch
   * holds other phones' REGISTERs, which must not fail because of it.
   */
  #putUnlessGone(binding: BindingRecord): void {
    try {
      this.#put.run(
        binding.extension,
        binding.key,
        binding.contactUri,
        binding.transport,
        binding.localAddress,
        binding.localPort,
        binding.remoteAddress,
        binding.remotePort,
        binding.callId,
        binding.cseq,
        binding.priority,
        binding.userAgent,
        Math.round(binding.registeredAtMs),
        Math.round(binding.expiresAtMs),
      );
    } catch (error) {
      if (!isForeignKeyViolation(error)) throw error;
    }
  }
}
