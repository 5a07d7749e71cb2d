import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);

// src/wizard/symptoms.ts
var symptoms = [
  { id: "no-address", label: "A VM gets no address", playbook: "no-address", asksFor: "vm" },
  {
    id: "unreachable-from-host",
    label: "A VM can't be reached from this host",
    playbook: "unreachable-from-host",
    asksFor: "vm"
  },
  { id: "floating-ip", label: "A floating IP doesn't answer", playbook: "floating-ip", asksFor: "vm" },
  { id: "no-outside", label: "A VM can't reach the outside", playbook: "no-outside", asksFor: "vm" },
  { id: "metadata", label: "Metadata or cloud-init fails", playbook: "metadata", asksFor: "vm" },
  { id: "several", label: "Several VMs at once", playbook: "full", asksFor: "nothing" },
  { id: "everything", label: "I don't know: check everything", playbook: "full", asksFor: "nothing" }
];

export {
  symptoms
};
