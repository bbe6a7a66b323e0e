import { createServer, type Server, type Socket } from 'node:net';

/** A mail server on loopback that takes everything, or answers as it is told to. */
export class SmtpDouble {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** What was handed in, header and body. */
  readonly mails: string[] = [];
  /** What was given with AUTH PLAIN (RFC 4616), in base64. */
  readonly logins: string[] = [];
  /** The answer to RCPT TO. */
  recipientAnswer = '250 ok';

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async open(): Promise<SmtpDouble> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SmtpDouble(server);
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    let unread = '';
    let inMail = false;
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (bytes) => {
      unread += bytes.toString('latin1');
      for (;;) {
        const end = unread.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const text = unread.slice(0, end);
        unread = unread.slice(end + (inMail ? 5 : 2));
        if (inMail) {
          this.mails.push(text);
          inMail = false;
          socket.write('250 taken\r\n');
          continue;
        }
        const verb = text.slice(0, 4).toUpperCase();
        inMail = verb === 'DATA';
        if (verb === 'AUTH') this.logins.push(text.replace(/^AUTH PLAIN /i, ''));
        if (verb === 'DATA') socket.write('354 go on\r\n');
        else if (verb === 'EHLO') socket.write('250-mail.example\r\n250 AUTH PLAIN\r\n');
        else if (verb === 'AUTH') socket.write('235 welcome\r\n');
        else if (verb === 'RCPT') socket.write(`${this.recipientAnswer}\r\n`);
        else if (verb === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  }
}
