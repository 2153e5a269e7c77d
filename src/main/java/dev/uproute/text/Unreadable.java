package dev.uproute.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read, for people. */
public final class Unreadable {
  private Unreadable() {}

  /** The end of a sentence that begins with the name of the file. */
  public static String sentence(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "cannot be read: access is denied";
      case FileSystemException system when system.getReason() != null ->
          "cannot be read: " + system.getReason();
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
