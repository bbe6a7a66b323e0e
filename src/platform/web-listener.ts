import type { Server } from 'node:http';
import { Server as SecureServer, type ServerOptions } from 'node:https';
import { type ServerCertificate, TLS_RULES } from './certificates/server-certificate.ts';
import { WebSocketDoor } from './sockets/web-socket-door.ts';

const HANDSHAKE_MS = 5_000;

/** What a web server is created with, so that only our WebSockets leave HTTP. */
export function webServerOptions(secure: boolean): ServerOptions {
  const upgrades: ServerOptions = { shouldUpgradeCallback: (request) => WebSocketDoor.asksForSip(request) };
  return secure ? { ...upgrades, ...TLS_RULES, handshakeTimeout: HANDSHAKE_MS } : upgrades;
}

/** A web server under TLS shows this certificate, and its successors. */
export function showCertificate(server: Server, certificate: ServerCertificate): void {
  if (server instanceof SecureServer) certificate.watch((options) => server.setSecureContext(options));
}
