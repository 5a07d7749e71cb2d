/** What a user sees, in a user's words, and the playbook that looks for its causes. */
export interface Symptom {
  readonly id: string;
  readonly label: string;
  readonly playbook: string;
  /** What the user may point at; `nothing`: it concerns the whole host. */
  readonly asksFor: 'vm' | 'nothing';
}

export const symptoms: readonly Symptom[] = [
  { id: 'no-address', label: 'A VM gets no address', playbook: 'no-address', asksFor: 'vm' },
  {
    id: 'unreachable-from-host',
    label: "A VM can't be reached from this host",
    playbook: 'unreachable-from-host',
    asksFor: 'vm',
  },
  { id: 'floating-ip', label: "A floating IP doesn't answer", playbook: 'floating-ip', asksFor: 'vm' },
  { id: 'no-outside', label: "A VM can't reach the outside", playbook: 'no-outside', asksFor: 'vm' },
  { id: 'metadata', label: 'Metadata or cloud-init fails', playbook: 'metadata', asksFor: 'vm' },
  { id: 'several', label: 'Several VMs at once', playbook: 'full', asksFor: 'nothing' },
  { id: 'everything', label: "I don't know: check everything", playbook: 'full', asksFor: 'nothing' },
];
