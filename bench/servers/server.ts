/** A server under load. */
export interface RunningServer {
  readonly name: string;
  readonly address: string;
  /** Where it takes SIP, or its control protocol. */
  readonly port: number;
  /** The processes whose CPU time counts. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}
