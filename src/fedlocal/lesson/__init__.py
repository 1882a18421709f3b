"""The frame of every lesson: card, texts, questions and their judge, answers, growth."""
