import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { LabKind } from '../../src/lab/model.ts';

/** A lab that is healthy whenever it is asked for: one that a trial left broken is thrown away. */
export class HealthyLab {
  readonly #name: string;
  readonly #layout: LabKind;
  #lab: Lab | undefined;

  constructor(name: string, layout: LabKind) {
    this.#name = name;
    this.#layout = layout;
  }

  async get(): Promise<Lab> {
    this.#lab ??= await startLab({ name: this.#name, layout: this.#layout });
    return this.#lab;
  }

  async discard(): Promise<void> {
    await this.#lab?.down();
    this.#lab = undefined;
  }

  /** Runs a trial that leaves the lab as healthy as it was, unless it throws. */
  async try<T>(trial: (lab: Lab) => Promise<T>): Promise<T> {
    try {
      return await trial(await this.get());
    } catch (error) {
      await this.discard();
      throw error;
    }
  }
}
