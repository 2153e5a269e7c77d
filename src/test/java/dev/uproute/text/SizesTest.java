package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "10MB, 10000000, 10 MB",
    "2GB, 2000000000, 2 GB",
    "1.5GiB, 1610612736, 1.6 GB",
    "512 MiB, 536870912, 537 MB",
    "64KiB, 65536, 66 KB",
    "1TB, 1000000000000, 1 TB"
  })
  void a_size_has_a_unit_of_thousands_or_of_1024(String text, long bytes, String shown) {
    assertEquals(bytes, Sizes.parse(text));
    assertEquals(shown, Sizes.text(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "2G", "2gb", "-1GB", "1,5GB", "1.GB", "0x10MB", "1e9KB", "9999999MB"})
  void what_has_no_clear_unit_is_no_size(String text) {
    assertNull(Sizes.parse(text));
  }
}
