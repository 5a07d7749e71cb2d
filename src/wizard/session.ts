import { type Examination, examine } from '../app/examine.ts';
import type { Journal } from '../app/fix/journal.ts';
import { openHost } from '../app/open-host.ts';
import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { factIds } from '../facts/index.ts';
import type { Host } from '../host/host.ts';
import { Recorder } from '../host/recorder.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { type Progress, silent } from '../report/progress.ts';
import { type LayerLine, showLayers, showProgress } from '../report/show-progress.ts';
import { counted } from '../words.ts';
import { type Asker, Interrupted } from './ask.ts';
import type { Screen } from './screen.ts';
import { type ScopeChoice, wholeHost } from './targets.ts';

/** What was chosen, by options or by answers. */
export interface Chosen {
  readonly from: string | undefined;
  /** Which host of a recording. */
  readonly recordedHost?: string | undefined;
  readonly playbook: string;
  /** NAME=VALUE for its variables. */
  readonly settings: readonly string[];
  readonly target: ScopeChoice;
  /** Where the site's own check modules are, and all checks, with those. */
  readonly checks: readonly string[];
  readonly catalogue: readonly Check[];
  readonly isPassive: boolean;
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  readonly failOn: 'error' | 'warning';
}

/** One conversation: what it is about, what was last found, and what was done. */
export class Session {
  readonly screen: Screen;
  readonly asker: Asker;
  readonly chosen: Chosen;
  readonly journal: Journal;
  readonly interrupt: AbortSignal;
  readonly #playbook: Playbook;
  /** Of the last examination, so that it can be saved. */
  recorder: Recorder | undefined;

  constructor(screen: Screen, asker: Asker, chosen: Chosen, journal: Journal, interrupt: AbortSignal) {
    this.screen = screen;
    this.asker = asker;
    this.chosen = chosen;
    this.journal = journal;
    this.interrupt = interrupt;
    this.#playbook = loadPlaybook(chosen.playbook, chosen.catalogue, chosen.settings);
  }

  get isLive(): boolean {
    return this.chosen.from === undefined;
  }

  /** A host for one examination or one watch: its time limit begins now. */
  open(): Promise<Host> {
    return openHost(this.chosen, this.interrupt);
  }

  /** Examines the host and shows the layers as they are judged. */
  async examine(): Promise<Examination> {
    const asked = layers.filter((layer) => this.#playbook.checks.some((check) => check.layer === layer));
    if (!this.screen.isPlain) return this.#checked(await showLayers(asked, (progress) => this.#run(progress), lineOf));
    this.screen.say('Reading the host.');
    const examination = this.#checked(await this.#run(this.#plainProgress));
    for (const layer of asked) {
      const { verdict, detail } = lineOf(examination, layer);
      // What is unknown or a warning says so itself.
      this.screen.tell([layer, ...(verdict === 'pass' || verdict === 'fail' ? [verdict] : []), detail].join(': '), 2);
    }
    return examination;
  }

  /** Examines the host again after a fix, without the list. */
  async recheck(): Promise<Examination> {
    if (this.screen.isPlain) return this.#checked(await this.#run(this.#plainProgress));
    return this.#checked(await showProgress('Checking again', (progress) => this.#run(progress)));
  }

  /** Whether it is about a part of the host, or of what can be wrong with it. */
  get isNarrow(): boolean {
    const { playbook, target } = this.chosen;
    return playbook !== 'full' || Object.values(target).some((ids) => ids.length > 0);
  }

  /** Examines the whole host, for what else is broken there. */
  async examineAll(): Promise<Examination> {
    const { isPassive: passive, waitSeconds, failOn, timeoutSeconds, catalogue } = this.chosen;
    const options = { ...wholeHost, passive, waitSeconds, failOn, timeoutSeconds };
    const run = async (progress: Progress) =>
      examine(await this.open(), loadPlaybook('full', catalogue), options, progress);
    if (this.screen.isPlain) return this.#checked(await run(this.#plainProgress));
    return this.#checked(await showProgress('Checking the rest of the host', run));
  }

  /** Without a list that is redrawn: only what a run waits for. */
  get #plainProgress(): Progress {
    return { ...silent, note: (line) => this.screen.tell(line) };
  }

  async #run(progress: Progress): Promise<Examination> {
    this.recorder = new Recorder(await this.open());
    const { target, isPassive: passive, waitSeconds, failOn, timeoutSeconds } = this.chosen;
    // It may be saved, and then has to hold everything.
    const options = { ...target, passive, waitSeconds, failOn, timeoutSeconds, alsoGather: factIds };
    return examine(this.recorder, this.#playbook, options, progress);
  }

  /** What was cut off by Ctrl-C looks like a host that does not answer: nothing is said of it. */
  #checked(examination: Examination): Examination {
    if (this.interrupt.aborted) throw new Interrupted();
    return examination;
  }
}

/** A layer in one line: its first finding, the reason why it could not be judged, or how much was checked. */
function lineOf({ diagnosis }: Examination, layer: string): LayerLine {
  const verdict = diagnosis.layers.find(({ id }) => id === layer)?.verdict ?? 'skipped';
  const own = diagnosis.checks.filter((check) => check.layer === layer);
  const findings = diagnosis.findings.filter((finding) => finding.layer === layer);
  const reason = own.find((check) => check.verdict === 'unknown')?.reason ?? 'a layer that it depends on fails';
  const details: Readonly<Record<typeof verdict, string>> = {
    pass: `${counted(own.filter((check) => check.verdict !== 'skipped').length, 'check')} passed`,
    warn: `warning: ${findings[0]?.summary ?? ''}`,
    fail: findings[0]?.summary ?? '',
    unknown: `unknown: ${reason}`,
    skipped: own.length === 0 ? 'no checks yet' : 'not applicable',
  };
  return { verdict, detail: details[verdict] };
}
