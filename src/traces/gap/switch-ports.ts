import type { Question } from './blocker.ts';

/** The ports of a bridge as OpenFlow shows them. */
export const portsOn = (bridge: string): Question => ({ argv: ['ovs-ofctl', '--timeout=5', 'show', bridge] });

interface SwitchPort {
  readonly port: string;
  readonly config: readonly string[];
  /** The lines that say so. */
  readonly text: string;
}

/** ` 5(qvo71e4b0be-57): addr:…`, and below it `     config:     NO_RECV NO_FWD`. */
export const portsIn = (text: string): readonly SwitchPort[] =>
  text.split(/^(?= (?:\d+|LOCAL)\()/m).flatMap((block) => {
    const [, port] = block.match(/^ (?:\d+|LOCAL)\((.+?)\): addr:/) ?? [];
    const [line, config = ''] = block.match(/^ +config: +(.*)$/m) ?? [];
    return port === undefined || line === undefined
      ? []
      : [{ port, config: config.split(' '), text: `${block.split('\n')[0]?.trim()}\n${line.trim()}` }];
  });
