package store_test

const victimStore = "BACKSIGHT_TEST_VICTIM"

func victim(string) int { return 0 }
