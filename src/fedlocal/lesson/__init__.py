"""The frame of every lesson: card, texts, questions, answers, growth."""
