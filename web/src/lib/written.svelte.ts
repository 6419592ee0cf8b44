/** How often these pages have written to the ledger: whatever is shown is asked for again after each time. */
export const written = $state({ times: 0 });
