/** The word by which a shell asks what could stand at the cursor; no command, so that no help and no nearest name tells of it. */
export const askWord = "__complete";
