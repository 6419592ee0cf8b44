/** How often these pages saw the ledger change; every answer is asked for anew when it grows. */
class Revision {
  count = $state(0);

  grow(): void {
    this.count += 1;
  }
}

export const revision = new Revision();
