/** After the address of the rewards: those that can be had now are chosen. */
export const nowHash = '#now';
